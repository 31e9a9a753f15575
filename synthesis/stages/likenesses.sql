-- One row per pair of wordings that share nearly all their runs of words: Jaccard of the sets of
-- $shingle_words-word shingles at least $copy_jaccard (METHOD.md, section 13). Candidates come from
-- MinHash signatures of 24 values in 8 bands; each is compared with the first of its band, so that
-- a text copied ten thousand times costs ten thousand comparisons, not fifty million.
with

first_wordings as (
    select distinct
        wordings.wording_id,
        wordings.folded,
        string_split(wordings.folded, ' ') as words
    from wordings
    where wordings.answer_id = wordings.wording_id
),

-- From the first word, runs side by side; from the second, and so on: every run, at a cost that
-- grows with the text. One slice a word had a cost that grew with its square.
runs as (
    select
        wording_id,
        case
            when len(words) <= $shingle_words then [folded]
            else flatten(list_transform(
                range(1, $shingle_words + 1),
                lambda first: regexp_extract_all(
                    array_to_string(words[first:], ' '),
                    '(?:[^ ]+ ){' || ($shingle_words - 1) || '}[^ ]+'
                )
            ))
        end as runs
    from first_wordings
),

shingled as (
    select
        wording_id,
        list_distinct(list_transform(runs, lambda run: hash(run))) as shingles
    from runs
),

signed as (
    select
        wording_id,
        list_transform(
            range(24), lambda seed: list_min(list_transform(shingles, lambda each: hash(each, seed)))
        ) as signature
    from shingled
),

banded as (
    select
        wording_id,
        unnest(range(8)) as band,
        unnest(list_transform(range(8), lambda band: hash(signature[3 * band + 1:3 * band + 3])))
            as bucket
    from signed
),

candidates as (
    select distinct
        min(wording_id) over (partition by band, bucket) as wording_id,
        wording_id as like_id
    from banded
),

compared as (
    select
        candidates.wording_id,
        candidates.like_id,
        len(list_intersect(ours.shingles, theirs.shingles)) as shared,
        len(ours.shingles) + len(theirs.shingles) as total
    from candidates
    join shingled as ours on ours.wording_id = candidates.wording_id
    join shingled as theirs on theirs.wording_id = candidates.like_id
    where candidates.wording_id <> candidates.like_id
)

select
    wording_id,
    like_id,
    shared / (total - shared) as jaccard
from compared
where shared / (total - shared) >= $copy_jaccard
