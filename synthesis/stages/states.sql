-- One row per answer that is not empty: what became of it. Words pass twice and are never held, as
-- they are wide: each step keeps only what it told of them.
with

-- Folding is dear. Of a long answer the first characters are enough to tell most from the others.
read as (
    select
        cells.contribution_id,
        cells.question_id,
        cells.cell,
        cells.text,
        length(cells.text) <= $no_content_length as is_short,
        folded(
            case when length(cells.text) <= $no_content_length then cells.text
            else left(cells.text, 48) end
        ) as opening
    from cells
    join questions using (question_id)
    where questions.kind = 'open'
),

judged as (
    select
        contribution_id,
        question_id,
        cell,
        not regexp_matches(text, '[\p{L}\p{N}]') or (
            is_short and (
                opening = ''
                or opening in (select phrase from no_content)
                or regexp_full_match(opening, $no_content_pattern)
            )
        ) as says_nothing,
        -- A cut may part a letter from its marks: what is beyond the 24th settles no difference.
        hash(left(
            case when is_short or length(opening) > 26 then opening else folded(text) end, 24
        )) as beginning
    from read
),

attributed as (
    select
        texts.answer_id,
        texts.contribution_id,
        texts.reference,
        texts.question_id,
        texts.cell,
        texts.status,
        authors.author_id,
        judged.says_nothing,
        judged.beginning
    from texts
    join judged using (contribution_id, question_id, cell)
    left join authors on authors.contribution_id = texts.contribution_id
),

-- An unknown author never equals another.
alike as (
    select
        question_id,
        author_id,
        beginning
    from attributed
    where author_id is not null and status = 'published'
    group by question_id, author_id, beginning
    having count(*) > 1
),

suspected as (
    select
        attributed.answer_id,
        attributed.contribution_id,
        attributed.question_id,
        attributed.cell,
        attributed.author_id
    from attributed
    join alike using (question_id, author_id, beginning)
    where attributed.status = 'published'
),

-- The words decide, all of them: that two begin alike only says where to look.
compared as (
    select
        suspected.answer_id,
        row_number() over (
            partition by suspected.question_id, suspected.author_id, folded(cells.text)
            order by suspected.answer_id
        ) as copy
    from cells
    join suspected using (contribution_id, question_id, cell)
)

select
    attributed.answer_id,
    attributed.contribution_id,
    attributed.reference,
    attributed.question_id,
    case
        when attributed.status <> 'published' then attributed.status
        when attributed.says_nothing then 'no_content'
        when compared.copy > 1 then 'duplicate'
        else 'analysed'
    end as state
from attributed
left join compared using (answer_id)
