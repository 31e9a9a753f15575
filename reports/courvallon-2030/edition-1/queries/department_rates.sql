-- One row per department with five contributions or more: how many for 10,000 inhabitants, and its
-- grade, 1 to 5, each with as many departments as the others. Inhabitants: those of the present
-- communes, by @etalab/decoupage-administratif 6.0.0 (MIT).
-- Gives: index.html, « Départements ».
-- Reads: tables/contributions.parquet.
-- Printed on: index.html.
with

inhabitants as (
    select *
    from (values
        -- made by data/geography/make.py
        ('01', 679344), ('02', 523342), ('03', 333298), ('04', 168054), ('05', 143467),
        ('06', 1128418), ('07', 334231), ('08', 265893), ('09', 155722), ('10', 310447),
        ('11', 379648), ('12', 279609), ('13', 2087658), ('14', 709441), ('15', 144196),
        ('16', 352683), ('17', 672279), ('18', 298660), ('19', 240826), ('21', 540100),
        ('22', 611859), ('23', 115527), ('24', 417614), ('25', 547163), ('26', 524207),
        ('27', 602714), ('28', 433129), ('29', 933455), ('2A', 168306), ('2B', 187180),
        ('30', 770940), ('31', 1471468), ('32', 192645), ('33', 1690493), ('34', 1230289),
        ('35', 1120666), ('36', 216069), ('37', 619362), ('38', 1298990), ('39', 257973),
        ('40', 433570), ('41', 328543), ('42', 774133), ('43', 228654), ('44', 1487570),
        ('45', 691268), ('46', 176473), ('47', 333602), ('48', 76486), ('49', 833776),
        ('50', 497522), ('51', 563076), ('52', 168331), ('53', 305468), ('54', 732236),
        ('55', 180290), ('56', 783390), ('57', 1051309), ('58', 201417), ('59', 2615635),
        ('60', 829899), ('61', 275201), ('62', 1457905), ('63', 664453), ('64', 706564),
        ('65', 231349), ('66', 496855), ('67', 1163810), ('68', 770738), ('69', 1914667),
        ('70', 233185), ('71', 550310), ('72', 566733), ('73', 448226), ('74', 861158),
        ('75', 2103778), ('76', 1260964), ('77', 1468108), ('78', 1485086), ('79', 375229),
        ('80', 565413), ('81', 397352), ('82', 265817), ('83', 1119307), ('84', 572056),
        ('85', 713609), ('86', 438897), ('87', 373167), ('88', 357248), ('89', 332267),
        ('90', 140255), ('91', 1338485), ('92', 1654712), ('93', 1704316), ('94', 1426929),
        ('95', 1281653), ('971', 384160), ('972', 360630), ('973', 293996), ('974', 889679),
        ('975', 5790), ('976', 256518), ('977', 10660), ('978', 31160), ('986', 11151),
        ('987', 278786), ('988', 264596)
        -- end
    ) as inhabitants(department, inhabitants)
),

counted as (
    select
        department,
        count(*) as contributions
    from contributions
    where department is not null
    group by department
    having count(*) >= 5
)

select
    counted.department,
    counted.contributions,
    inhabitants.inhabitants,
    round(10000 * counted.contributions / inhabitants.inhabitants, 4) as rate,
    ntile(5) over (
        order by 10000 * counted.contributions / inhabitants.inhabitants, counted.department
    ) as grade
from counted
join inhabitants using (department)
order by counted.department
