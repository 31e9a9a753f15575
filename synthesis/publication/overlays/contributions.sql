-- One row per contribution. What its author declared is kept where enough others declared the same:
-- no pair of department and type of author is that of fewer than $small_cross, no department
-- without a type nor type without a department that of fewer than $small_cell.
with

alone as (
    select
        contribution_id,
        case when count(*) over (partition by department) >= $small_cell then department end
            as department,
        case when count(*) over (partition by author_type) >= $small_cell then author_type end
            as author_type
    from found.contributions
),

-- In a pair of few, the department is what is kept: of types there are few anyway.
crossed as (
    select
        contribution_id,
        department,
        case
            when department is null then author_type
            when count(*) over (partition by department, author_type) >= $small_cross
                then author_type
        end as author_type
    from alone
),

-- A department without a type would point at those whose type was left out.
held as (
    select
        contribution_id,
        case
            when author_type is not null
                or count(*) over (partition by department, author_type) >= $small_cell
                then department
        end as department,
        author_type
    from crossed
),

shown as (
    select
        contribution_id,
        department,
        case
            when department is not null
                or count(*) over (partition by department, author_type) >= $small_cell
                then author_type
        end as author_type
    from held
)

select contributions.* replace (shown.department as department, shown.author_type as author_type)
from found.contributions
join shown using (contribution_id)
