"""The columns of the four tables of documents, in the order of the platform."""

from __future__ import annotations

from typing import Final

_PLACE: Final = "p_l_city_id,p_l_department_id,p_l_region_id,p_l_country_id,p_c_topic_id,fb_ad_id"
_TEXT: Final = (
    "title,file_name,copyright,description,note_pos,note_neg,nb_views,want_boost,published,"
    "published_at,published_by,favorite,online,homepage,moderated,moderated_partial,moderated_at,"
    "indexed_at,created_at,updated_at,slug"
)
_COMMENT: Final = (
    "description,paragraph_no,note_pos,note_neg,published_at,published_by,online,moderated,"
    "moderated_partial,moderated_at,created_at,updated_at"
)
COLUMNS: Final = {
    "p_d_debate": f"id,uuid,p_user_id,p_e_operation_id,{_PLACE},{_TEXT}",
    "p_d_reaction": f"id,uuid,p_user_id,p_d_debate_id,parent_reaction_id,{_PLACE},{_TEXT},"
    "tree_left,tree_right,tree_level",
    "p_d_d_comment": f"id,uuid,p_user_id,p_d_debate_id,{_COMMENT}",
    "p_d_r_comment": f"id,uuid,p_user_id,p_d_reaction_id,{_COMMENT}",
}
