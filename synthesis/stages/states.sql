-- One row per answer that is not empty: what became of it. Words are folded where that can decide:
-- in short answers, and in those of who answered a question several times.
with

attributed as (
    select
        texts.answer_id,
        texts.contribution_id,
        texts.reference,
        texts.question_id,
        texts.status,
        authors.author_id,
        cells.text
    from texts
    join cells using (contribution_id, question_id, cell)
    left join authors on authors.contribution_id = texts.contribution_id
),

several as (
    select
        question_id,
        author_id
    from attributed
    where author_id is not null
    group by question_id, author_id
    having count(*) > 1
),

compared as (
    select
        attributed.* exclude (text),
        length(attributed.text) <= $no_content_length as is_short,
        not regexp_matches(attributed.text, '[\p{L}\p{N}]') as is_bare,
        case
            when length(attributed.text) <= $no_content_length or several.author_id is not null
                then folded(attributed.text)
        end as folded
    from attributed
    left join several using (question_id, author_id)
),

ranked as (
    select
        *,
        is_bare or (
            is_short and (
                folded = ''
                or folded in (select phrase from no_content)
                or regexp_full_match(folded, $no_content_pattern)
            )
        ) as says_nothing,
        row_number() over (
            partition by question_id, author_id, folded, status order by answer_id
        ) as copy
    from compared
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
        when author_id is not null and folded is not null and copy > 1 then 'duplicate'
        else 'analysed'
    end as state
from ranked
