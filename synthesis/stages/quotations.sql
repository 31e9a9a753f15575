-- One row per quotation: a slice of an answer of a theme, as people left both.
-- Random: whole answers drawn by the digest of seed and number, nobody picks. Borderline: whole
-- answers of smallest margin; those whose runner-up is part of the same theme are on no border, and
-- those that people placed have no margin. Typical: the segments the run chose, where their answer
-- is still in the theme. Of a text and its copies, one is quoted a kind. Minority: every answer
-- that people set out as the view of a few, under no theme. A masked character is in no quotation:
-- of a masked answer, the longest stretch without one is quoted.
with

parts as (
    select
        theme_clusters.question_id,
        theme_clusters.theme_id,
        reviewed.cluster_id
    from theme_clusters
    join reviewed
        on reviewed.question_id = theme_clusters.question_id
        and reviewed.home_id = theme_clusters.cluster_id
),

worded as (
    select
        answers.answer_id,
        answers.text,
        coalesce(copies.family_id::varchar, folded(answers.text)) as wording,
        contains(answers.text, '█') as is_masked
    from answers
    left join copies using (answer_id)
),

pieces as (
    select
        answer_id,
        unnest(string_split(text, '█')) as piece,
        generate_subscripts(string_split(text, '█'), 1) as place
    from worded
    where is_masked
),

placed as (
    select
        answer_id,
        piece,
        -- What touches a mask may be the rest of the word it hides: it goes too.
        case when place > 1 then regexp_replace(piece, '^\S*\s*', '') else piece end as kept,
        place = max(place) over (partition by answer_id) as is_last,
        sum(length(piece) + 1)
            over (partition by answer_id order by place) - length(piece) - 1 as before
    from pieces
),

stretches as (
    select
        answer_id,
        (before + length(piece) - length(kept))::integer as start,
        (
            before + length(piece) - length(kept)
            + length(case when is_last then kept else regexp_replace(kept, '\s*\S*$', '') end)
        )::integer as stop
    from placed
    qualify row_number() over (partition by answer_id order by stop - start desc, before) = 1
),

whole as (
    select
        worded.answer_id,
        worded.wording,
        coalesce(stretches.start, 0) as start,
        coalesce(stretches.stop, length(worded.text))::integer as stop
    from worded
    left join stretches using (answer_id)
    where not worded.is_masked
        or regexp_matches(worded.text[stretches.start + 1 : stretches.stop], '\pL{2}')
),

held as (
    select distinct
        question_id,
        theme_id,
        answer_id
    from codings
),

drawn as (
    select
        held.question_id,
        held.theme_id,
        'random' as kind,
        whole.*,
        row_number() over (
            partition by held.question_id, held.theme_id
            order by sha256($seed::varchar || '-' || held.answer_id::varchar), held.answer_id
        ) as turn
    from held
    join whole using (answer_id)
),

bordering as (
    select
        parts.question_id,
        parts.theme_id,
        'borderline' as kind,
        whole.*,
        row_number() over (
            partition by parts.question_id, parts.theme_id
            order by assignments.margin, assignments.answer_id
        ) as turn
    from assignments
    join parts using (question_id, cluster_id)
    join whole using (answer_id)
    left join parts as runner_up
        on runner_up.question_id = assignments.question_id
        and runner_up.theme_id = parts.theme_id
        and runner_up.cluster_id = assignments.second_cluster_id
    where assignments.margin is not null and runner_up.cluster_id is null
),

typical as (
    select
        parts.question_id,
        parts.theme_id,
        'typical' as kind,
        worded.answer_id,
        worded.wording,
        verbatims.start,
        verbatims.stop,
        row_number() over (
            partition by parts.question_id, parts.theme_id
            order by verbatims.rank, verbatims.score desc, verbatims.cluster_id
        ) as turn
    from verbatims
    join parts using (question_id, cluster_id)
    join held
        on held.question_id = parts.question_id
        and held.theme_id = parts.theme_id
        and held.answer_id = verbatims.answer_id
    join worded on worded.answer_id = verbatims.answer_id
    where verbatims.kind = 'typical'
        and not contains(worded.text[verbatims.start + 1 : verbatims.stop], '█')
),

listed as (
    select * from drawn
    union all
    select * from bordering
    union all
    select * from typical
),

once as (
    select *
    from listed
    -- A rare view that a theme counts does not speak for it.
    anti join isolated using (answer_id)
    qualify row_number() over (
        partition by question_id, theme_id, kind, wording order by turn
    ) = 1
),

ranked as (
    select
        * exclude (wording, turn),
        row_number() over (partition by question_id, theme_id, kind order by turn) as rank
    from once
    qualify rank <= $verbatims

    union all

    select
        isolated.question_id,
        '' as theme_id,
        'minority' as kind,
        whole.* exclude (wording),
        row_number() over (partition by isolated.question_id order by whole.answer_id) as rank
    from isolated
    join whole using (answer_id)
)

select
    question_id,
    theme_id,
    kind,
    rank::integer as rank,
    answer_id,
    start,
    stop
from ranked
