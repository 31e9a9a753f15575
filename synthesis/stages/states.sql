-- One row per answer that is not empty: what became of it.
with

attributed as (
    select
        texts.*,
        authors.author_id,
        (
            texts.folded = ''
            or texts.folded in (select phrase from no_content)
            or regexp_full_match(texts.folded, $no_content_pattern)
        ) as says_nothing
    from texts
    left join authors using (contribution_id)
),

ranked as (
    select
        *,
        row_number() over (
            partition by question_id, author_id, folded, status order by answer_id
        ) as copy
    from attributed
)

select
    answer_id,
    contribution_id,
    reference,
    question_id,
    case
        when status <> 'published' then status
        when says_nothing then 'no_content'
        -- An unknown author never equals another.
        when author_id is not null and copy > 1 then 'duplicate'
        else 'analysed'
    end as state
from ranked
