"""SAISFF, Shanghai: East and West, horizontal and vertical. Everything not published is invented and says so."""

from screenings.demo.plans import (
    AwardPlan,
    BlockPlan,
    BlocPlan,
    CategoryPlan,
    CriterionPlan,
    FestivalPlan,
    FilmPlan,
    ScreenPlan,
    SessionPlan,
)

CLIP = {"en": "Demonstration clip in place of the film.", "zh-hans": "以演示短片代替原片。"}
TALL = {"width": 360, "height": 640, "category": "vertical"}


def _merits(overall: float, **craft: float) -> dict[str, float]:
    base = dict.fromkeys(("directing", "editing", "sound", "screenplay", "visuals"), overall - 0.2)
    return {"overall": overall, **base, **craft}


PUBLISHED = (
    FilmPlan(
        "Him",
        "Jim HuiHui",
        "",
        original="他",
        original_language="zh-hans",
        category="horizontal",
        scene="city",
        seconds=36,
        width=960,
        height=540,
        invented=False,
        logline=CLIP,
        tools=(
            ("storyboard", "MidJourney 6.1", "storyboard"),
            ("video", "Dreamina Video 3.0", "animating stills"),
            ("script", "Dreamina Action", "working out narrative beats"),
        ),
        merits=_merits(9.5, editing=9.6, sound=9.6, directing=8.8, screenplay=8.6, visuals=8.7),
    ),
    FilmPlan(
        "You Just Forgot",
        "G.G. Puentes",
        "",
        original="你只是忘了",
        original_language="zh-hans",
        category="horizontal",
        scene="stage",
        seconds=28,
        invented=False,
        logline=CLIP,
        merits=_merits(8.7, directing=9.7),
    ),
    FilmPlan(
        "A Bird Named Kaili",
        "Long Qin",
        "",
        original="寻找鸟哥",
        original_language="zh-hans",
        category="horizontal",
        scene="birds",
        seconds=30,
        fps="25",
        invented=False,
        logline=CLIP,
        merits=_merits(8.6, screenplay=9.7),
    ),
    FilmPlan(
        "Our Tree",
        "Joey",
        "",
        original="我们的树",
        original_language="zh-hans",
        category="horizontal",
        scene="tree",
        seconds=26,
        codec="hevc",
        fps="25",
        invented=False,
        logline=CLIP,
        merits=_merits(8.5, visuals=9.7),
    ),
    FilmPlan(
        "The Marionette's Curse",
        "XEIIZO",
        "",
        original="傀儡咒",
        original_language="zh-hans",
        scene="stage",
        seconds=30,
        invented=False,
        logline=CLIP,
        merits=_merits(9.0),
        **TALL,
    ),
)

# (title, original, language of it, director, country, upright?, scene, seconds, fps, codec, overall, logline)
_OTHERS = (
    ("Rice Moon", "米月", "zh-hans", "Lin Example (demo)", "CN", False, "sea", 22, "25", "h264", 7.9,
     ("A grandmother counts the tide in grains.", "外婆用米粒数潮水。")),
    ("The Elevator Prays", "", "en", "Kit Sample (demo)", "US", True, "city", 20, "30", "h264", 7.6,
     ("Forty floors of small confessions.", "四十层楼的小小忏悔。")),
    ("Salt Letters", "盐信", "zh-hans", "Wen Placeholder (demo)", "CN", False, "sea", 24, "24", "vp9", 7.4,
     ("What the sea returned, word by word.", "大海一字一字归还的东西。")),
    ("Eleven Umbrellas", "十一把伞", "zh-hans", "Yu Muster (demo)", "CN", True, "city", 20, "25", "h264", 8.1,
     ("A street remembers a storm.", "一条街记得一场暴雨。")),
    ("Nonna 2.0", "Nonna 2.0", "it", "Gino Esempio (demo)", "IT", False, "stage", 23, "25", "h264", 7.2,
     ("A recipe keeps correcting its cook.", "一份不断纠正厨师的食谱。")),
    ("Paper Dragon, Wet", "湿纸龙", "zh-hans", "Mo Specimen (demo)", "CN", True, "ridge", 20, "24", "h264", 7.7,
     ("It was never meant to fly in the rain.", "它本不该在雨中飞行。")),
    ("Last Bus to Pudong", "开往浦东的末班车", "zh-hans", "Qi Invented (demo)", "CN", False, "city", 25, "24", "h264", 8.0,
     ("Every passenger gets off as somebody else.", "每位乘客下车时都成了别人。")),
    ("Herbarium", "Herbier", "fr", "Odile Exemple (demo)", "FR", False, "tree", 21, "25", "hevc", 7.5,
     ("Pressed flowers vote on spring.", "压花们对春天投票。")),
    ("Loading Grandfather", "祖父加载中", "zh-hans", "Hao Model (demo)", "CN", True, "lattice", 22, "30", "h264", 7.8,
     ("Ninety-nine per cent of a man.", "一个人的百分之九十九。")),
    ("The Glass Shepherd", "", "en", "Ro Sample (demo)", "NZ", False, "ridge", 24, "24", "h264", 7.0,
     ("Sheep you can see through.", "一群透明的羊。")),
    ("Tea for a Machine", "给机器沏茶", "zh-hans", "Fang Example (demo)", "CN", False, "stage", 20, "25", "h264", 7.9,
     ("Three infusions, one apology.", "三道茶，一声抱歉。")),
    ("Vertical Sea", "立海", "zh-hans", "Bo Placeholder (demo)", "CN", True, "sea", 21, "24", "vp9", 8.3,
     ("The horizon is tired of lying down.", "地平线躺累了。")),
    ("Firefly Tax", "萤火税", "zh-hans", "An Muster (demo)", "CN", False, "birds", 22, "24", "h264", 6.9,
     ("The village pays in light.", "村庄用光缴税。")),
    ("Echo's Landlord", "", "en", "Vik Invented (demo)", "IN", False, "lattice", 20, "30", "h264", 6.8,
     ("Rent is due whenever you speak.", "一开口，房租就到期。")),
    ("Stairs Without a House", "无屋之阶", "zh-hans", "Ning Specimen (demo)", "CN", True, "ridge", 20, "25", "h264", 7.1,
     ("Somebody keeps sweeping them.", "总有人在打扫它们。")),
    ("The Cellist's Weather", "첼리스트의 날씨", "ko", "Dan Example (demo)", "KR", False, "tree", 24, "24", "h264", 7.7,
     ("It rains in the key of D.", "雨以 D 大调落下。")),
    ("Mirror Noodles", "镜子面", "zh-hans", "Tao Model (demo)", "CN", True, "stage", 20, "24", "h264", 7.3,
     ("The cook eats first, on the other side.", "厨师在另一边先吃。")),
    ("Ode to a Dead Pixel", "坏点颂", "zh-hans", "Jia Sample (demo)", "CN", False, "lattice", 21, "24", "h264", 7.6,
     ("It was the only one that stayed.", "只有它留了下来。")),
    ("The Kite Accountant", "", "en", "Lee Placeholder (demo)", "SG", False, "birds", 20, "25", "h264", 7.2,
     ("Balancing the wind, quarterly.", "按季度为风结算。")),
)  # fmt: skip

INVENTED = tuple(
    FilmPlan(
        title,
        director,
        country,
        original=original,
        original_language=language,
        category="vertical" if upright else "horizontal",
        width=360 if upright else 640,
        height=640 if upright else 360,
        scene=scene,
        seconds=seconds,
        fps=fps,
        codec=codec,
        logline={"en": logline[0], "zh-hans": logline[1]},
        merits=_merits(overall),
    )
    for title, original, language, director, country, upright, scene, seconds, fps, codec, overall, logline in _OTHERS
)

TROUBLED = (
    FilmPlan(
        "Sideways",
        "Uma Turned (demo)",
        "CN",
        category="vertical",
        scene="sea",
        seconds=20,
        selected=False,
        logline={
            "en": "Blocked by the media check: a horizontal film in the vertical competition.",
            "zh-hans": "未通过技术检查：竖屏竞赛中的横屏影片。",
        },
    ),
)

FILMS = PUBLISHED + INVENTED + TROUBLED


def _titles(category: str) -> tuple[str, ...]:
    return tuple(film.title for film in FILMS if film.category == category and film.selected)


_WIDE, _UPRIGHT = _titles("horizontal"), _titles("vertical")

PLAN = FestivalPlan(
    slug="saisff",
    name={"en": "SAISFF", "zh-hans": "上海 AI 短片节"},
    tagline={"en": "East and West, wide and tall", "zh-hans": "东方与西方，横屏与竖屏"},
    about={
        "en": "The first Shanghai AI Short Film Festival: film veterans, technologists and delegates of the local "
        "film-enthusiast community in one jury.",
        "zh-hans": "首届上海 AI 短片节：资深影人、技术专家与本地影迷社群代表同席评审。",
    },
    city={"en": "Shanghai", "zh-hans": "上海"},
    accent="lacquer",
    edition="first",
    edition_name={"en": "The first SAISFF", "zh-hans": "首届上海 AI 短片节"},
    summary={
        "en": "Twenty-four films, sixteen wide and eight tall, and a selection on a volume LED wall. This is a "
        "demonstration: films marked (demo), dates, venues, jurors and scores are invented.",
        "zh-hans": "二十四部影片，横屏十六部、竖屏八部，部分作品在 LED 虚拟影棚幕墙上放映。本页为演示：标有（demo）的影片、"
        "日期、场地、评审与分数均为虚构。",
    },
    regulations={
        "en": "Two competitions: horizontal and vertical. One film may take several awards.\n"
        "Give your title in its original script and an international title.\nDeclare your tools by stage.",
        "zh-hans": "设横屏与竖屏两个竞赛单元。同一影片可获多个奖项。\n请提供原文片名与国际片名。\n请按制作环节申报所用工具。",
    },
    time_zone="Asia/Shanghai",
    starts_on="",
    starts_in_days=-12,
    days=3,
    categories=(
        CategoryPlan(
            "horizontal",
            {"en": "Horizontal", "zh-hans": "横屏"},
            {"en": "Films for the wide screen.", "zh-hans": "为宽银幕而作的影片。"},
            "horizontal",
            max_duration_s=900,
            min_short_side=360,
        ),
        CategoryPlan(
            "vertical",
            {"en": "Vertical", "zh-hans": "竖屏"},
            {"en": "Films that stand upright.", "zh-hans": "直立观看的影片。"},
            "vertical",
            max_duration_s=900,
            min_short_side=360,
        ),
    ),
    films=FILMS,
    awards=(
        AwardPlan("best-picture", {"en": "Best Picture", "zh-hans": "最佳影片"}, "", winner="Him"),
        AwardPlan(
            "best-directing", {"en": "Best Directing", "zh-hans": "最佳导演"}, "directing", kind="craft",
            winner="You Just Forgot",
        ),
        AwardPlan("best-editing", {"en": "Best Editing", "zh-hans": "最佳剪辑"}, "editing", kind="craft", winner="Him"),
        AwardPlan(
            "best-sound", {"en": "Best Sound Design", "zh-hans": "最佳音效设计"}, "sound", kind="craft", winner="Him"
        ),
        AwardPlan(
            "best-screenplay", {"en": "Best Screenplay", "zh-hans": "最佳剧本"}, "screenplay", kind="craft",
            winner="A Bird Named Kaili",
        ),
        AwardPlan(
            "best-visuals", {"en": "Best Visuals", "zh-hans": "最佳视觉"}, "visuals", kind="craft", winner="Our Tree"
        ),
        AwardPlan(
            "best-horizontal", {"en": "Best Picture in Horizontal Format", "zh-hans": "最佳横屏影片"}, "",
            orientation="horizontal", kind="format", winner="Him",
        ),
        AwardPlan(
            "best-vertical", {"en": "Best Picture in Vertical Format", "zh-hans": "最佳竖屏影片"}, "",
            orientation="vertical", kind="format", winner="The Marionette's Curse",
        ),
    ),
    criteria=(
        CriterionPlan("overall", {"en": "Overall", "zh-hans": "总体"}, {"en": "The film as a whole.", "zh-hans": "影片整体。"}, 50),
        CriterionPlan("directing", {"en": "Directing", "zh-hans": "导演"}, {"en": "Who leads the eye?", "zh-hans": "谁在引导目光？"}, 10),
        CriterionPlan("editing", {"en": "Editing", "zh-hans": "剪辑"}, {"en": "Rhythm and cuts.", "zh-hans": "节奏与剪接。"}, 10),
        CriterionPlan("sound", {"en": "Sound design", "zh-hans": "音效设计"}, {"en": "What one hears.", "zh-hans": "所闻。"}, 10),
        CriterionPlan("screenplay", {"en": "Screenplay", "zh-hans": "剧本"}, {"en": "What is told.", "zh-hans": "所述。"}, 10),
        CriterionPlan("visuals", {"en": "Visuals", "zh-hans": "视觉"}, {"en": "What one sees.", "zh-hans": "所见。"}, 10),
    ),
    blocs=(
        BlocPlan("professionals", {"en": "Professionals", "zh-hans": "专业影人"}, 3, 3),
        BlocPlan("technologists", {"en": "Technologists", "zh-hans": "技术专家"}, 2, 2),
        BlocPlan("community", {"en": "Community delegates", "zh-hans": "影迷社群代表"}, 2, 4),
    ),
    screens=(
        ScreenPlan(
            {"en": "Demo Cinema (invented)", "zh-hans": "演示影院（虚构）"}, {"en": "Hall 1", "zh-hans": "一号厅"},
            "horizontal", 220,
        ),
        ScreenPlan(
            {"en": "Demo Cinema (invented)", "zh-hans": "演示影院（虚构）"},
            {"en": "Tall screen", "zh-hans": "竖屏厅"}, "vertical", 80, 1080, 1920,
        ),
        ScreenPlan(
            {"en": "Demo Studio (invented)", "zh-hans": "演示摄影棚（虚构）"},
            {"en": "LED wall", "zh-hans": "LED 幕墙"}, "led", 60, 5760, 2160,
        ),
    ),
    blocks=(
        BlockPlan("wide-1", {"en": "Wide I", "zh-hans": "横屏 I"}, 0, 0, "18:30", _WIDE[:8]),
        BlockPlan("wide-2", {"en": "Wide II", "zh-hans": "横屏 II"}, 0, 1, "18:30", _WIDE[8:]),
        BlockPlan("tall", {"en": "Tall", "zh-hans": "竖屏"}, 1, 1, "16:00", _UPRIGHT),
        BlockPlan(
            "wall", {"en": "On the wall", "zh-hans": "幕墙之上"}, 2, 2, "14:00",
            ("Our Tree", "Him", "Salt Letters", "Ode to a Dead Pixel"),
        ),
    ),
    sessions=(
        SessionPlan(
            "talk",
            {"en": "Two scripts, one title", "zh-hans": "两种文字，一个片名"},
            {"en": "Translating titles between East and West.", "zh-hans": "东西方之间的片名翻译。"},
            0, 2, "11:00", 45,
        ),
        SessionPlan(
            "ceremony",
            {"en": "Award ceremony", "zh-hans": "颁奖典礼"},
            {"en": "Eight awards, wide and tall.", "zh-hans": "八个奖项，横屏与竖屏。"},
            0, 2, "19:00", 60,
        ),
    ),
)  # fmt: skip
