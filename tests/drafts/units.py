"""Small spoiled packs of other kinds of unit, made by hand: what each shows and must be told of."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

from assistant.model.pack import Pack
from tests.checks.build import line, put, section, sound, spending, table, text
from tests.checks.data import Row

Money = tuple[str, str, str, str, str, str]


class Unit(NamedTuple):
    """A unit's name, office list, indicator rows, total money line, spending, and notes by item."""

    name: str
    offices: str
    rows: list[Row]
    money: Money
    spending: Sequence[tuple[str, str, bool, tuple[str, str, str]]] = ()
    notes: Sequence[tuple[str, str]] = ()
    prose: str = ""


def pack_of(unit: Unit) -> Pack:
    """Return a pack of the unit whose problems and measures are left blank."""
    pack = sound()
    pack.unit = text(unit.name, "unit")
    pack.overall = table("overall", "overall", unit.rows, {}, "90")
    pack.overall.unit = text(unit.name, "overall/unit")
    pack.overall.money = [line("overall", "年度资金总额", unit.money)]
    pack.overall.by_income, pack.overall.by_expenditure = [], []
    pack.projects, pack.project_reports = [], []
    assert pack.base_data and pack.overall_report
    pack.base_data.spending = [spending(*row) for row in unit.spending]
    pack.overall_report.sections[0] = section(
        "overall_report", "一、", "部门基本情况", [f"{unit.name}内设机构有{unit.offices}。"]
    )
    if unit.prose:
        pack.overall_report.sections[2] = section(
            "overall_report", "三、", "资金使用及绩效情况", [unit.prose]
        )
    put(pack, "overall_report/存在的问题及原因分析/p", "无")
    put(pack, "overall_report/下一步改进措施/p", "无")
    for place, note in unit.notes:
        put(pack, f"overall/indicators/{place}/deviation", note)
    return pack


SCHOOL = Unit(
    "河湾县第二小学", "教务处、总务处、财务室、德育处",
    [
        ("产出指标", "数量指标", "教师培训人次", "≥120人次", "86人次", "10", "7"),
        ("产出指标", "质量指标", "学生体质达标率", "≥92%", "88.5%", "10", "9.6"),
        ("产出指标", "时效指标", "课桌椅更换完成时间", "≤30天", "45天", "10", "5"),
        ("效益指标", "社会效益指标", "受益学生", "≥800人", "1210人", "30", "30"),
        ("满意度指标", "服务对象满意度指标", "家长满意度", "≥95%", "91.2%", "10", "9.6"),
        ("成本指标", "经济成本指标", "生均公用经费", "≤1150元", "1263元", "20", "18"),
    ],
    ("960.00", "1005.00", "742.50", "10", "73.88%", "7.39"),
    [("公用经费", "", False, ("80.00", "92.00", "97.30")),
     ("其中：办公经费", "公用经费", True, ("21.00", "24.00", "29.30")),
     ("公务用车购置和维护经费", "", False, ("0", "0", "0"))],
    [("时效指标/课桌椅更换完成时间", "中标供应商的板材检测不合格，重新送检用了两周，2025年3月底前补签验收。")],
)  # fmt: skip
HOSPITAL = Unit(
    "清溪县中医医院", "医务科、护理部、财务科、院办公室、设备科",
    [
        ("产出指标", "数量指标", "开展义诊活动", "24场", "0场", "10", "0"),
        ("产出指标", "质量指标", "处方合格率", "≥98%", "96.1%", "10", "9.8"),
        ("产出指标", "质量指标", "医疗投诉件数", "≤6件", "9件", "10", "5"),
        ("效益指标", "社会效益指标", "门诊人次", "≥62000人次", "65180人次", "20", "20"),
        ("满意度指标", "服务对象满意度指标", "住院患者满意度", "≥90%", "93%", "10", "10"),
    ],
    ("3600.00", "2310.00", "2298.40", "10", "99.5%", "9.95"),
    [("会议费、培训费", "", True, ("6.00", "8.00", "11.25")),
     ("专用设备购置", "", False, ("0", "0", "64.80"))],
)  # fmt: skip
BUREAU = Unit(
    "松岭市林业局", "办公室、计划财务科、资源管理科、防火科",
    [
        ("产出指标", "数量指标", "完成人工造林", "≥5200亩", "4310亩", "20", "16"),
        ("产出指标", "数量指标", "防火道维护", "≥60公里", "61公里", "10", "10"),
        ("效益指标", "生态效益指标", "森林火灾受害率", "≤0.9‰", "1.2‰", "20", "13"),
        ("成本指标", "经济成本指标", "部门预算总额", "1800万元", "2640万元", "20", "20"),
    ],
    ("1800.00", "2640.00", "2640.00", "10", "100%", "10"),
    [("三公经费", "", False, ("9.00", "9.50", "12.10")),
     ("1、公务用车运行维护", "三公经费", False, ("7.00", "7.50", "7.50")),
     ("2、公务接待", "三公经费", False, ("2.00", "2.00", "4.60")),
     ("水费、电费、差旅费", "", True, ("15.00", "16.00", "15.20"))],
    [("数量指标/完成人工造林", "秋季连续干旱，剩余地块墒情不足，计划2025年2月底前补植。")],
    "全年下达整改图斑320处，已整改241处。因上级追加造林补助，年中预算追加840万元。",
)  # fmt: skip
STATION = Unit(
    "南埠区环境卫生服务站", "清运队、财务股、综合股",
    [
        ("产出指标", "数量指标", "清运生活垃圾", "≥3.2万吨", "3.35万吨", "20", "20"),
        ("产出指标", "质量指标", "机械化清扫率", "≥85%", "85%", "20", "18"),
        ("满意度指标", "服务对象满意度指标", "居民满意度", "≥90%", "94%", "10", "10"),
    ],
    ("600.00", "610.00", "420.90", "10", "69%", "6.9"),
    [("车辆燃油费", "", True, ("42.00", "45.00", "58.75"))],
)  # fmt: skip

UNITS: dict[str, Callable[[], Pack]] = {
    unit.name: partial(pack_of, unit) for unit in (SCHOOL, HOSPITAL, BUREAU, STATION)
}
