-- One row per segment, as the forms read in it.
select
    segments.segment_id,
    segments.answer_id,
    forms(
        substring(answers.text, segments.start + 1, segments.stop - segments.start),
        $token_pattern
    ) as forms
from segments
join answers using (answer_id)
where answers.question_id = $question
