-- One row per code of the blind coding: the theme that the cluster it stood for became.
select
    campaign_codes.question_id,
    campaign_codes.code,
    theme_clusters.theme_id,
    campaign_codes.label_fr,
    campaign_codes.label_en,
    campaign_codes.definition
from campaign_codes
left join reviewed using (question_id, key)
left join theme_clusters
    on theme_clusters.question_id = reviewed.question_id
    and theme_clusters.cluster_id = reviewed.home_id
