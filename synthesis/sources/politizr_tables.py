"""The tables of a Politizr database that are read, and of each the only columns that are.

Names, addresses, passwords, private messages: what is not listed here is never opened. Facts of
src/Politizr/FrontBundle/Resources/config/schema.xml, politizr/politizr and politizr/bien-dit.
"""

from __future__ import annotations

from typing import Final

_DOCUMENT: Final = (
    "id", "uuid", "p_user_id", "p_l_city_id", "p_l_department_id", "p_l_region_id",
    "p_l_country_id", "p_c_topic_id", "title", "description", "note_pos", "note_neg",
    "published", "published_at", "online", "moderated", "moderated_partial", "moderated_at",
    "created_at", "updated_at", "slug",
)  # fmt: skip
_COMMENT: Final = (
    "id", "uuid", "p_user_id", "description", "paragraph_no", "note_pos", "note_neg",
    "published_at", "online", "moderated", "moderated_partial", "moderated_at", "created_at",
    "updated_at",
)  # fmt: skip

KEPT: Final = {
    "p_d_debate": (*_DOCUMENT, "p_e_operation_id"),
    "p_d_reaction": (*_DOCUMENT, "p_d_debate_id", "parent_reaction_id", "tree_level"),
    "p_d_d_comment": (*_COMMENT, "p_d_debate_id"),
    "p_d_r_comment": (*_COMMENT, "p_d_reaction_id"),
    "p_user": ("id", "uuid", "qualified", "organization", "p_u_status_id"),
    "p_tag": ("id", "p_t_tag_type_id", "title", "moderated"),
    "p_d_d_tagged_t": ("p_d_debate_id", "p_tag_id"),
    "p_d_r_tagged_t": ("p_d_reaction_id", "p_tag_id"),
    "p_l_city": ("id", "p_l_department_id", "name_real", "name", "zipcode"),
    "p_l_department": ("id", "code", "title"),
    "p_l_region": ("id", "title"),
    "p_l_country": ("id", "title"),
    "p_c_owner": ("id", "title"),
    "p_circle": ("id", "p_c_owner_id", "title"),
    "p_c_topic": ("id", "p_circle_id", "title"),
    "p_e_operation": ("id", "title"),
    "p_u_reputation": ("p_r_action_id", "p_object_name", "p_object_id"),
    "p_m_debate_historic": ("p_d_debate_id",),
    "p_m_reaction_historic": ("p_d_reaction_id",),
    "p_m_d_comment_historic": ("p_d_d_comment_id",),
    "p_m_r_comment_historic": ("p_d_r_comment_id",),
}
DOCUMENTS: Final = ("p_d_debate", "p_d_reaction", "p_d_d_comment", "p_d_r_comment")
