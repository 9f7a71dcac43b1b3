"""The words by which it is seen whether a recommendation is specific, as patterns by language.

Made for this project from how recommendations are written; a word that is missing costs a needless look, no more.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """Words of one language: an addressee who is nobody, beginnings of words for doing, and words without a measure.

    ``nobody`` is the whole addressee, ``doing`` begins words; ``no_day``, ``no_measure`` and ``measure`` are whole.
    """

    nobody: str
    doing: str
    no_day: str
    no_measure: str
    measure: str


_ENGLISH = Words(
    nobody=(
        r"\s*(?:(?:the|all|relevant|competent|national|responsible|state|concerned|other)\s+)*"
        r"(?:authorit(?:y|ies)|state|government|country|everyone|all)"
        r"(?:\s+(?:concerned|in charge))?\s*"
    ),
    doing=(
        r"abolish|adopt|allocat|allow|amend|appoint|arrange|bring|build|carry out|ceas|chang|clos|complet"
        r"|conduct|construct"
        r"|creat|deliver|demolish|dismantl|display|draw up|eliminat|employ|enabl|enact|end\b|ends\b|ended\b"
        r"|enlarg|ensur"
        r"|equip|establish|examin|extend|fit\b|fitted|fill|fix|forbid|fund|give|given|grant|guarante|held\b|hire|hold"
        r"|implement|increas|inform|inspect|instal|instruct|introduc|investigat|issue|keep|kept|limit|made\b"
        r"|maintain|make"
        r"|mend|move|notif|offer|open|pay\b|permit|plac|prevent|prohibit|protect|provid|publish|put\b|raise"
        r"|reassess|record"
        r"|recruit|reduc|refurbish|register|reimburs|remov|renovat|repair|replac|repeal|report\b|restor|restrict|revis"
        r"|screen|separat|serve|set up|stop|supply|suppl(?:y|ied)|suspend|take out|taken out|tak(?:e|en) out"
        r"|train|transfer"
        r"|translat|transmit|treat|unblock|vaccinat|withdraw|withdrawn|writ"
    ),
    no_day=(
        r"as soon as (?:possible|practicable)|at the earliest (?:opportunity|convenience)|in due (?:course|time)"
        r"|in the (?:near|foreseeable) future|in good time|soon"
    ),
    no_measure=(
        r"(?:in)?appropriate(?:ly)?|adequate(?:ly)?|sufficient(?:ly)?|suitabl[ey]|satisfactor(?:y|ily)|proper(?:ly)?"
        r"|reasonabl[ey]|where (?:necessary|possible|appropriate)|if (?:necessary|possible)|as far as possible"
        r"|take (?:all )?(?:the )?(?:necessary |appropriate )?(?:steps|measures|action)"
        r"|(?:make|step up) (?:further )?efforts?"
        r"|improv(?:e|es|ed|ing)|strengthen(?:s|ed|ing)?|enhanc(?:e|es|ed|ing)|promot(?:e|es|ed|ing)|consider(?:s|ing)?"
        r"|pay (?:particular |special )?attention|endeavour"
    ),
    measure=(r"one|two|three|four|five|six|seven|eight|nine|ten|twelve|every|each|all|no|none|never|half|daily|weekly"),
)
_FRENCH = Words(
    nobody=(r"\s*(?:les?\s+|l['’]|toutes?\s+les\s+)?(?:autorités?|état|gouvernement|pays)(?:\s+\w+){0,2}\s*"),
    doing=(
        r"accord|achev|adopt|aménag|augment|autoris|cess|créer|dispens|dot(?:er|é)|élimin|embauch|enregistr"
        r"|équip|établi"
        r"|examin|ferm|form(?:er|é)|fourni|garant|inform|install|instaur|interdi|limit|mett(?:re|ez)|mise?s?\b"
        r"|modifi|nomm"
        r"|organis|ouvr|permett|prévoi|procéd|protég|publi|recrut|rédui|remplac|répar|rénov|respect|retir|sépar|supprim"
        r"|transfér|transmett|traduir|veill"
    ),
    no_day=(r"dès que possible|dans les meilleurs délais|en temps (?:utile|voulu)|prochainement|rapidement|sous peu"),
    no_measure=(
        r"appropriée?s?|adéquate?s?|suffisante?s?|convenables?|satisfaisante?s?|raisonnables?"
        r"|si (?:nécessaire|possible)"
        r"|le cas échéant|dans la mesure du possible|prendre (?:toutes )?(?:les |des )?mesures|amélior(?:er|ée?s?|ant)"
        r"|renforc(?:er|ée?s?|ant)|promouvoir|envisager|s['’]efforcer"
    ),
    measure=r"deux|trois|quatre|cinq|six|sept|huit|neuf|dix|douze|chaque|tous|toutes|aucune?|jamais",
)
_SPANISH = Words(
    nobody=(
        r"\s*(?:(?:el|la|los|las|todas?|todos?)\s+)*(?:autoridad(?:es)?|estado|gobierno|país|todos)"
        r"(?:\s+(?:competentes?|pertinentes?|nacionales|responsables?|correspondientes?|interesad[ao]s?"
        r"|del estado)){0,2}\s*"
    ),
    doing=(
        r"abol(?:ir|i[dc])|abr(?:a|ir)|abiert|acondicion|adopt|adquier|adquir|ampl[ií]|aprueb|aprobar|asegur|asign"
        r"|aument|autori[cz]|capacit|cesar|cese\b|cesen\b|cerrar|cierr|colo(?:c|qu)|complet|comprar|compr(?:e|en)\b"
        r"|conce(?:d|nt)|constru|contrat|crear|cree\b|creen\b|cumpl|dar\b|dé\b|den\b|dejar|deje\b|dejen\b|dero(?:g|gu)"
        r"|design|destin|dispon(?:er|g)|distribu|dot(?:ar|e|en)\b|elabor|elimin|emit|entreg|equip|escrib"
        r"|establ(?:ec|ez)"
        r"|evalu|evalú|exij|exigir|examin|facilit|formar|forme\b|formen\b|garanti[cz]|habilit|hacer|haga|hagan|impart"
        r"|impid|impedir|implant|informar|informe\b a|informen|inscrib|inspeccion|instal|instruy|instruir|introdu[cz]"
        r"|investigu|investigar|limit(?:ar|e|en)\b|llev(?:ar|e|en)\b|manten(?:er|g)|modifi[cq]|nombr(?:ar|e|en)\b"
        r"|notifi[cq]|ofre[cz]|organi[cz]|pag(?:ar|ue|uen)\b|permit|pint(?:ar|e|en)\b|poner|ponga|prest(?:ar|e|en)\b"
        r"|prev(?:er|ea)|proh[ií]b|proporcion|prote[gj]|prove(?:er|a)|publi(?:car|que)|reali(?:ce|zar)|reclut"
        r"|redu(?:cir|zc)|reempla[cz]|registr(?:ar|e|en)\b|renov|renuev|repar|respet|restrin[gj]|retir(?:ar|e|en)\b"
        r"|revis(?:ar|e|en)\b|sa(?:car|que)|separ(?:ar|e|en)\b|suministr|suprim|suspend|sustitu|tom(?:ar|e|en)\b"
        r"|tradu(?:cir|zc)|trasla(?:de|dar)|transf(?:er|ier)|trat(?:ar|e|en)\b|vacun|vel(?:ar|e|en)\b|verifi[cq]"
    ),
    no_day=(
        r"lo antes posible|cuanto antes|a la mayor brevedad(?: posible)?|a su debido tiempo|oportunamente|en breve"
        r"|próximamente|en un futuro (?:próximo|cercano)|tan pronto como sea posible"
    ),
    no_measure=(
        r"adecuad[ao]s?|adecuadamente|apropiad[ao]s?|suficientes?|suficientemente|razonables?|satisfactori[ao]s?"
        r"|convenientes?|si (?:es|fuera|fuese) (?:necesario|posible)|cuando (?:proceda|sea (?:necesario|posible))"
        r"|en la medida de lo posible|(?:adopt|tom)(?:ar|e|en) (?:todas )?(?:las )?medidas(?: necesarias| apropiadas)?"
        r"|mejor(?:ar|e|en|ad[ao]s?)|refor(?:zar|zad[ao]s?)|refuer(?:ce|cen)|foment(?:ar|e|en)|promover|promuev(?:a|an)"
        r"|consider(?:ar|e|en)|procur(?:ar|e|en)|esforzarse"
    ),
    measure=(
        r"dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|doce|cada|tod[ao]s?|ningún|ninguna|nunca|jamás|mitad"
        r"|diari[ao]s?|diariamente|semanal(?:es|mente)?"
    ),
)
_RUSSIAN = Words(
    nobody=(
        r"\s*(?:(?:все|всем|соответствующ\w+|компетентн\w+|государственн\w+|национальн\w+|ответственн\w+)\s+)*"
        r"(?:власт(?:и|ям|ей)|орган(?:ы|ам|ов)(?:\s+власти)?|государств[оау]|правительств[оау]|стран[аые])\s*"
    ),
    doing=(
        r"введ|ввес|ввод|вакцинир|внедр|внес|возме[сщ]|выда[втй]|выдел|выплат|выполн|вывес|выведен|вывод|гарантир"
        r"|дать\b|дава|демонтир|довес|дополн|допус[кт]|заказ|закры|закреп|замен|запре[тщ]|записыв|записать|зарегистрир"
        r"|защи[тщ]|издать|издав|измен(?:и|я|ен)|изъя|информир|исключ|исполн|компенсир|ликвид|лечить|набра|набир|назнач"
        r"|нан[яи]|направ(?:и|л)|обеспеч|оборуд|обуч|ограничи|оплат|опубликов|организо|оснаст|оснащ|освобо[дж]|осматрив"
        r"|осмотреть|отмен(?:и|я|ен)|отремонтир|откры(?:т|в)|отдел(?:ить|ять|ен)|отказ(?:ать|ыв)|перевес|переведен"
        r"|переводить|передать|передав|перемес|пересмотр|поместить|помещать|повыс(?:и|ь)|подготовить|позвол|построить"
        r"|пред(?:остав|усмотр|усматрив|отврат|отвращ)|прекра[тщ]|привес|привлеч|приобре|приня|принимать|прове(?:д|ст)"
        r"|проводи|провер(?:ить|ять|ен)|публиков|раздел(?:ить|ять|ен)|разме[сщ]|разработ|разреш|рассмотр|расслед"
        r"|расшир|регистрир|ремонтир|сдела|снаб[дж]|снес|снизи|снять|созда[тйв]|соблюда|содержать|содержал|сократи"
        r"|сообщ(?:ить|ать)|составл|состави|строить|убрать|уведом|увелич|уменьш|устан(?:овить|овил|овлен|авлив)"
        r"|устран|утверд|фиксир|финансир|хранить|вести\b|вел[аи]?сь"
    ),
    no_day=(
        r"как можно (?:скорее|быстрее|раньше)|в кратчайшие сроки|в ближайшее время|в ближайшем будущем|в скором времени"
        r"|своевременно|в (?:надлежащее|должное) время|скоро|при первой возможности"
    ),
    no_measure=(
        r"надлежащ\w+|должн(?:ый|ая|ое|ые|ого|ой|ым|ых|ую|ыми)|адекватн\w+|достаточн\w+|соответствующ\w+|подходящ\w+"
        r"|удовлетворительн\w+|разумн\w+|при необходимости|(?:если|где|когда) (?:это )?(?:возможно|необходимо)"
        r"|по (?:мере )?возможности|пр(?:инять|инимать|едпринять) (?:все )?(?:необходимые |надлежащие )?(?:меры|шаги)"
        r"|приложить усилия|улучш\w+|укреп\w+|усилить|усиливать|совершенствова\w+|содействова\w+"
        r"|рассмотреть (?:возможность|вопрос)|стремиться|уделять внимание"
    ),
    measure=(
        r"дв(?:а|е|ух)|тр(?:и|[её]х)|четыр(?:е|[её]х)|пят[ьи]|шест[ьи]|сем[ьи]|восемь|восьми|девят[ьи]|десят[ьи]"
        r"|двенадцат[ьи]|кажд\w+|вс(?:е|ех|ем|еми|я|ю|ей)|ни одн\w+|ни один|никогда|ежедневн\w+|еженедельн\w+"
        r"|половин\w+"
    ),
)
BY_LANGUAGE: dict[str, Words] = {"en": _ENGLISH, "fr": _FRENCH, "es": _SPANISH, "ru": _RUSSIAN}
"""The words of each language that is known, by ISO 639-1."""
