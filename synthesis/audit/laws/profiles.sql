-- Un profil dit d’un groupe plus qu’il ne contient, ou plus que toute la question.
select profiles.question_id, profiles.cluster_id, variable, value, n_cluster, n_corpus
from profiles
left join clusters using (question_id, cluster_id)
where n_cluster > n_corpus or n_cluster < 1
order by all
limit 1
