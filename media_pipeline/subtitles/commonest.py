"""The letters that occur most often in a language's dialogue: enough to tell a right decoding from a wrong one."""

_SIMPLIFIED = frozenset(
    "的一是了我不人在他有这个上们来到时大地为子中你说生国年着就那和要她出也得里后自以会家可下而过天去能对小多然于心学么"
    "之都好看起发当没成只如事把还用第样道想作种开美总从无情己面最女但现前些所同日手又行意动方期它头经长儿回位分爱老因很给"
    "名法间斯知世什两次使身者被高已亲其进此话常与活正感见明问力理尔点文几定本公特做外孩相西果走将月十实向声车全信重三机工"
    "物气每并别真打太新比才便夫再书部水像眼等体却加电主界门利海受听表德少克代员许先口由死安写性马光白或住难望教命花结乐色"
    "吗吧啊呢嗯谢请让认识过样错怎等找谁哪"
)
_TRADITIONAL = frozenset(
    "的一是了我不人在他有這個上們來到時大地為子中你說生國年著就那和要她出也得裡後自以會家可下而過天去能對小多然於心學麼"
    "之都好看起發當沒成只如事把還用第樣道想作種開美總從無情己面最女但現前些所同日手又行意動方期它頭經長兒回位分愛老因很給"
    "名法間斯知世什兩次使身者被高已親其進此話常與活正感見明問力理爾點文幾定本公特做外孩相西果走將月十實向聲車全信重三機工"
    "物氣每並別真打太新比才便夫再書部水像眼等體卻加電主界門利海受聽表德少克代員許先口由死安寫性馬光白或住難望教命花結樂色"
    "嗎吧啊呢嗯謝請讓認識過樣錯怎等找誰哪喺嘅咗唔係佢哋"
)
_CHINESE_MARKS = frozenset(",。?!、:;“”‘’…—《》()「」")
_KANA = frozenset(chr(code) for code in (*range(0x3041, 0x3094), *range(0x30A1, 0x30FB), 0x30FC))
_HANGUL = frozenset(
    "이다는을가에의고하지어나아사리기도자로시그은한해있서만라일니것수거안내게들정인면대보우요야너네왜뭐여구마"
    "그럼정말없잖않봐줘할말전저부스주무모오제"
)
_RUSSIAN = frozenset("оеаинтсрвлкмдпуяыьгзбчй")

_WESTERN = frozenset("éèêëàâäáãåæçíìîïñóòôöõøœúùûüßðþýÀÁÂÄÅÆÇÈÉÊÎÑÓÔÖØŒÚÜ’‘“”„«»–—…¿¡€ºª°")
_CODES = "en de fr es it pt nl sv da nb nn fi is ca eu gl ga gd cy af id ms br lb oc rm fo mt"
WESTERN = tuple(_CODES.split())

SIMPLIFIED_ONLY = _SIMPLIFIED - _TRADITIONAL
TRADITIONAL_ONLY = _TRADITIONAL - _SIMPLIFIED

COMMONEST: dict[str, frozenset[str]] = {
    **dict.fromkeys(WESTERN, _WESTERN),
    "zh-hans": _SIMPLIFIED | _CHINESE_MARKS,
    "zh-hant": _TRADITIONAL | _CHINESE_MARKS,
    "zh": _SIMPLIFIED | _TRADITIONAL | _CHINESE_MARKS,
    "yue": _TRADITIONAL | _CHINESE_MARKS,
    "ja": _KANA | frozenset("、。「」!?…日一人私何今行来見言"),
    "ko": _HANGUL,
    **dict.fromkeys(("ru", "bg", "mk", "kk", "ky", "tg", "mn"), _RUSSIAN),
    "uk": _RUSSIAN | frozenset("іїєґ"),
    "be": _RUSSIAN | frozenset("іў"),
    "sr": _RUSSIAN | frozenset("јљњћђџ"),
    "pl": frozenset("ąćęłńóśźż"),
    "cs": frozenset("áčďéěíňóřšťúůýž"),
    "sk": frozenset("áäčďéíľňóôŕšťúýž"),
    "hu": frozenset("áéíóöőúüű"),
    **dict.fromkeys(("sl", "hr", "bs"), frozenset("čćšžđ")),
    "ro": frozenset("ăâîșțşţ"),
    "sq": frozenset("ëç"),
    "el": frozenset("αετονισρκπμηάέήίόύώςλυ"),
    "tr": frozenset("ıİşğüöç"),
    "az": frozenset("əıİşğüöç"),
    "he": frozenset("יוהלאתרמבשנם"),
    "ar": frozenset("اليمنورتبهعدك"),
    "fa": frozenset("اینردمهوتب"),
    "et": frozenset("äõüöšž"),
    "lv": frozenset("āčēģīķļņšūž"),
    "lt": frozenset("ąčęėįšųūž"),
    "vi": frozenset("đàáảãạăâêôơưÀÁđìíòóùúýé\u0300\u0301\u0303\u0309\u0323"),
    "th": frozenset("กรานมเอง่้ยลวีดทส"),
}
