"""What surrounds the documents: client, group, topics, operation, places."""

from __future__ import annotations

import tomllib
from typing import Any, Final

from ..planted import BANK
from .model import identifier
from .people import CITY, slug
from .tables import Table

READ: Final[dict[str, Any]] = tomllib.loads(
    (BANK / "politizr" / "frame.toml").read_text(encoding="utf-8")
)
TOPICS: Final[list[dict[str, str]]] = READ["topics"]
DATES: Final = {"created_at": "2023-12-01 10:00:00", "updated_at": "2023-12-01 10:00:00"}
STAMPS: Final = "created_at,updated_at"


def tables() -> list[Table]:
    """The tables that are the same whatever people say."""
    return [*group(), *places()]


def rows(kind: str, *each: dict[str, object]) -> list[dict[str, object]]:
    """Rows numbered from 1 unless they say otherwise, with what every table has."""
    return [
        {"id": rank, "uuid": identifier(kind, rank), "slug": slug(str(row["title"])), **DATES} | row
        for rank, row in enumerate(each, start=1)
    ]


def group() -> list[Table]:
    """The client, its public group with three topics, its operation."""
    owner: dict[str, object] = {"title": READ["owner"]}
    circle: dict[str, object] = {"title": READ["circle"], "p_c_owner_id": 1}
    circle |= {"p_circle_type_id": 4, "online": 1, "read_only": 0, "only_elected": 0}
    circle |= {"public_circle": 1, "open_reaction": 1, "sortable_rank": 1}
    operation: dict[str, object] = {"title": READ["operation"], "p_user_id": 1}
    operation |= {"geo_scoped": 1, "online": 1, "timeline": 1, "new_subject_link": 1}
    place = {"force_geoloc_type": "city", "force_geoloc_id": CITY}
    topics = [
        {"title": each["title"], "p_circle_id": 1, "online": 1, "sortable_rank": rank, **place}
        for rank, each in enumerate(TOPICS, start=1)
    ]
    head = "id,uuid,{}title,{}," + STAMPS + ",slug"
    return [
        Table("p_c_owner", head.format("", "summary,description"), rows("owner", owner)),
        Table(
            "p_circle",
            head.format(
                "p_c_owner_id,p_circle_type_id,",
                "summary,description,logo_file_name,url,online,read_only,only_elected,"
                "public_circle,open_reaction",
            )
            + ",sortable_rank",
            rows("circle", circle),
        ),
        Table(
            "p_c_topic",
            head.format(
                "p_circle_id,",
                "summary,description,file_name,online,force_geoloc_type,force_geoloc_id",
            )
            + ",sortable_rank",
            rows("topic", *topics),
        ),
        Table(
            "p_e_operation",
            head.format(
                "p_user_id,",
                "description,editing_description,file_name,geo_scoped,online,timeline,"
                "new_subject_link",
            ),
            rows("operation", operation),
        ),
    ]


def places() -> list[Table]:
    """One town that is on no map, and what is above it."""
    city: dict[str, object] = {"id": CITY, "p_l_department_id": 62, "title": "Courvallon"}
    city |= {"name": "COURVALLON", "name_simple": "courvallon", "name_real": "Courvallon"}
    city |= {"zipcode": "61990", "municipality": "990", "municipality_code": "61990"}
    city |= {"longitude_deg": "0.25", "latitude_deg": "48.60", "nb_people_2012": 14200}
    department = {"id": 62, "p_l_region_id": 9, "code": "61", "title": "Orne"}
    named = f"title,uuid,{STAMPS},slug"
    return [
        Table(
            "p_l_city",
            "id,p_l_department_id,name,name_simple,name_real,zipcode,municipality,"
            f"municipality_code,longitude_deg,latitude_deg,nb_people_2012,uuid,{STAMPS},slug",
            [{name: cell for name, cell in rows("city", city)[0].items() if name != "title"}],
        ),
        Table("p_l_department", f"id,p_l_region_id,code,{named}", rows("department", department)),
        Table(
            "p_l_region",
            f"id,p_l_country_id,{named}",
            rows("region", {"id": 9, "p_l_country_id": 1, "title": "Normandie"}),
        ),
        Table("p_l_country", f"id,{named}", rows("country", {"title": "France"})),
    ]
