-- One row per question, in the order the sources put them.
with

first_place as (
    select
        question_id,
        arg_min(title, place) as title,
        arg_min(kind, place) as kind,
        min(place) as place
    from asked
    group by question_id
),

received_cells as (
    select
        question_id,
        count(*) as asked
    from taken
    group by question_id
)

select
    question_id,
    title,
    kind,
    (row_number() over (order by place))::integer as position,
    coalesce(received_cells.asked, 0) as asked
from first_place
left join received_cells using (question_id)
