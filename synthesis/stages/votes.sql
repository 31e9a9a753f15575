-- One row per contribution whose votes the source counts; what it does not say is not zero.
select
    contribution_id,
    try_cast(in_favour as bigint) as in_favour,
    try_cast(against as bigint) as against,
    try_cast(support as bigint) as support,
    try_cast(endorsements as bigint) as endorsements,
    try_cast(cast_for as bigint) as cast_for,
    try_cast(cast_against as bigint) as cast_against,
    try_cast(comments as bigint) as comments
from received
where taken_as = 'contribution'
    and coalesce(
        try_cast(in_favour as bigint), try_cast(against as bigint), try_cast(support as bigint),
        try_cast(endorsements as bigint), try_cast(cast_for as bigint),
        try_cast(cast_against as bigint), try_cast(comments as bigint)
    ) is not null
