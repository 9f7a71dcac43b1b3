"""The words with which bodies that visit ask for something, by language: English, French, Spanish, Russian, Ukrainian.

The patterns of ``ASKING`` find a verb and say by the name of its group what kind it makes; whether its subject is the
body itself is for ``subjects.py``. Every pattern reads its sentence once: repetitions are bounded.
"""

import re

from unannounced.crafts.reading.addressees import ENGLISH as AUTHORITY
from unannounced.crafts.reading.addressees import FRENCH as FRENCH_AUTHORITY
from unannounced.crafts.reading.sentences import word_set
from unannounced.duties.reporting import ItemKind

KINDS = {"r": ItemKind.RECOMMENDATION, "q": ItemKind.REQUEST, "c": ItemKind.COMMENT}

_ITS = r"(?:its|the|our|this|that|these|those|his|her|their|all|most|previous)"
_NEWS = (
    r"(?:information|confirmation|cop(?:y|ies)|details?|informed|comments?|observations|account|data|statistics|figures"
    r"|clarifications?|an? update|updates|the results?)"
)
ENGLISH = re.compile(
    r"\b(?:(?P<q>"
    r"(?:like|wish(?:es)?|appreciate|welcome)\b[^.;:]{0,24}? (?:to (?:\w+ )?(?:receive|be (?:\w+ )?(?:informed|provided"
    r"|advised|told|sent|given|kept)|have|know|obtain|learn|hear|see)|receiving|being (?:informed|provided|sent)"
    rf"|{_NEWS})\b"
    rf"|(?:requests?|asks?(?: for)?|seeks?) (?:[^.;:]{{0,120}}?\b)?(?:{_NEWS}\b|to (?:inform|confirm|indicate"
    r"|explain|clarify|specify|send|forward|transmit|report))"
    r"|(?:requests?|asks?) that [^.;:]{1,80}? (?:report|inform|submit|confirm|explain|indicate|provide (?:it|us))\b"
    r"|(?:urges?|invites?|encourages?) [^.;:]{1,80}? to (?:provide|submit|supply|furnish|send)\b[^.;:]{0,20}?"
    r"\b(?:it|us|the (?:C|S)PT|the (?:Sub-?)?[Cc]ommittee)\b"
    rf"|grateful (?:for|to (?:receive|be)|if)|looks? forward to (?:receiving|being informed)"
    rf"|awaits?\b[^.;:]{{0,40}}?\b{_NEWS}"
    r")"
    r"|(?P<r>recommends?|urges?|calls? (?:up)?on|calls? for|appeals? to|exhorts?|insists? (?:that|on)"
    rf"|(?:reiterates?|renews?|repeats?|recalls?|restates?|reaffirms?|maintains?|stands? by) {_ITS}\b[^.;:]{{0,60}}?"
    r"\b(?:recommendations?|calls?|requests?|appeals?)|(?:requests?|asks?)(?: [^.;:]{1,80}?)? (?:to|that)"
    r"|advises? that)"
    r"|(?P<c>trusts? that|invites? [^.;:]{1,80}? (?:to|in)|encourages? (?:the|all|its|that|every|efforts|further|\w+"
    r" to)"
    r"|encourages? [A-Z]|(?:hopes|(?<=[Ww]e )hope|(?<=I )hope) (?:very much )?that|(?:is|are|remains?) (?:also"
    r" )?(?:confident|convinced|hopeful) that"
    r"|expects? (?:that|[^.;:]{1,60}? to|to be)|suggests? (?:that|to)|considers? (?:it|that it would be) (?:\w+"
    r" )?(?:desirable|advisable"
    r"|important|essential|preferable|appropriate) (?:that|to|for)|proposes? that"
    r"|(?:considers?|(?:is|are) of the (?:opinion|view)) that (?=[^.;:]{0,160}?\b(?:should|must|needs? to|ought to)\b))"
    r")\b"
)
_FR_NEWS = (
    r"(?:informations?|précisions?|confirmation|copie|informée?s?|commentaires?|observations|données|statistiques"
    r"|éclaircissements|communiquer|transmettre|indiquer|préciser|adresser|faire parvenir)"
)
FRENCH = re.compile(
    r"\b(?:(?P<q>"
    r"(?:souhait(?:e|ent|ons|erait|eraient|erions)|aimerai(?:t|ent|ons)|désir(?:e|ent|erait)|voudrait|apprécierait)"
    r"\b[^.;:]{0,40}? (?:recevoir|être (?:\w+ )?(?:informée?s?|tenue?s?)|connaître|obtenir|savoir|disposer|avoir"
    rf"|qu['’]on l['’]informe)|demande(?:nt)?\b[^.;:]{{0,90}}?\b{_FR_NEWS})"
    r"|(?P<r>recommand(?:e|ent|ons|er)|préconise(?:nt|r)?|exhorte(?:nt|r)?|en appelle(?:nt)? (?:aux?|à)"
    r"|appelle(?:nt)? (?:les?"
    r"|la|l['’]|à|instamment|une|de nouveau)|(?:demande(?:nt)?|prie(?:nt)?|engage(?:nt)?) (?:instamment|aux|au|à la"
    r"|les?|l['’])"
    r"|(?:réit(?:ère|érer)|renouvel(?:le|er)|rappel(?:le|er)|répète|maintient|confirme)(?:nt)? (?:[^.;:]{0,30}?"
    r" )?(?:sa|ses|leurs?|la|les|cette"
    r"|ces|son|notre) [^.;:]{0,40}?(?:recommandations?|appel|demandes?))"
    r"|(?P<c>(?:veut|veulent|voudrait) croire|espère(?:nt)?|invite(?:nt|r)?|encourage(?:nt|r)?|compte(?:nt)? (?:que"
    r"|sur)"
    r"|suggère(?:nt)?|s['’]attend(?:ent)? à ce que|(?:est|reste|demeure) (?:confiant|convaincu)e? que)"
    r")\b"
)
SPANISH = re.compile(
    r"\b(?:(?P<q>(?:desea(?:ría)?|quisiera|agradecería)\b[^.;:]{0,30}? (?:recibir|ser informad[oa]|conocer|saber"
    r"|obtener)"
    r"|(?:solicita|pide)\b[^.;:]{0,80}?\b(?:informaci[oó]n|copia|datos|informe|aclaraciones|confirmación))"
    r"|(?P<r>recomienda[n]?|insta[n]?|exhorta[n]?|hace[n]? un llamamiento|reitera[n]? su[s]?"
    r" [^.;:]{0,40}?recomendaci[oó]n"
    r"(?:es)?|pide (?:al|a la|a las|a los)|solicita (?:al|a la|a las|a los))"
    r"|(?P<c>alienta[n]?|invita[n]?|anima[n]?|espera[n]? que|confía[n]? en que|sugiere[n]?)"
    r")\b"
)
RUSSIAN = re.compile(
    r"\b(?:(?P<q>хотел(?:[оа]?| бы)? ?(?:бы )?[^.;:]{0,20}?(?:получить|знать|быть проинформирован)\w*"
    r"|(?:просит|запрашивает)\b[^.;:]{0,80}?\b(?:информаци\w+|сведени\w+|сообщить|представить|копи\w+|подтвердить"
    r"|данные)"
    r"|желает [^.;:]{0,20}?(?:получить|знать))"
    r"|(?P<r>рекомендует|рекомендуем|настоятельно призывает|призывает|настаивает|требует"
    r"|(?:повторяет|подтверждает|вновь формулирует) [^.;:]{0,40}?рекомендаци\w+)"
    r"|(?P<c>надеется, что|рассчитывает, что|выражает надежду, что|предлагает|приглашает|поощряет)"
    r")\b"
)
UKRAINIAN = re.compile(
    r"\b(?:(?P<q>хотів би [^.;:]{0,20}?(?:отримати|знати)|бажає [^.;:]{0,20}?отримати"
    r"|(?:просить|запитує)\b[^.;:]{0,80}?\b(?:інформаці\w+|відомост\w+|повідомити|надати|копі\w+|підтвердити))"
    r"|(?P<r>рекомендує|рекомендуємо|наполегливо закликає|закликає|наполягає"
    r"|(?:повторює|підтверджує) [^.;:]{0,40}?рекомендаці\w+)"
    r"|(?P<c>сподівається, що|розраховує, що|висловлює сподівання, що|пропонує|заохочує)"
    r")\b"
)


ASKING: tuple[tuple[re.Pattern[str], frozenset[str]], ...] = (
    (
        ENGLISH,
        word_set(
            "recommends recommend urges urge calls call appeals appeal exhorts exhort insists insist reiterates"
            " reiterate renews"
            " renew repeats repeat recalls recall restates restate reaffirms reaffirm maintains stands like wishes"
            " wish appreciate"
            " welcome requests request asks ask seeks seek looks look grateful awaits await advises advise trusts trust"
            " invites invite"
            " encourages encourage hopes hope confident convinced hopeful expects expect suggests suggest considers"
            " consider proposes"
        ),
    ),
    (
        FRENCH,
        word_set(
            "recommande recommandent recommandons recommander préconise préconisent préconiser exhorte exhortent"
            " exhorter appelle"
            " appellent demande demandent prie prient engage engagent réitère réitèrent réitérer renouvelle"
            " renouvellent renouveler"
            " rappelle rappellent rappeler répète maintient confirme souhaite souhaitent souhaitons souhaiterait"
            " souhaiteraient"
            " souhaiterions aimerait aimeraient désire désirent désirerait voudrait apprécierait croire espère"
            " espèrent invite"
            " invitent inviter encourage encouragent encourager compte comptent suggère suggèrent attend attendent"
            " confiant confiante"
            " convaincu convaincue"
        ),
    ),
    (
        SPANISH,
        word_set(
            "recomienda recomiendan insta instan exhorta exhortan hace hacen reitera reiteran desea desearía"
            " quisiera agradecería"
            " solicita pide alienta alientan invita invitan anima animan espera esperan confía confían sugiere sugieren"
        ),
    ),
    (
        RUSSIAN,
        word_set(
            "рекомендует рекомендуем настоятельно призывает настаивает требует повторяет подтверждает вновь хотел"
            " хотела хотело"
            " хотели просит запрашивает желает надеется рассчитывает выражает предлагает приглашает поощряет"
        ),
    ),
    (
        UKRAINIAN,
        word_set(
            "рекомендує рекомендуємо наполегливо закликає наполягає повторює підтверджує хотів бажає просить запитує"
            " сподівається"
            " розраховує висловлює пропонує заохочує"
        ),
    ),
)
"""The patterns, each with the words of which one stands in any text that it finds something in."""

IMPERSONAL: tuple[tuple[ItemKind, frozenset[str], re.Pattern[str]], ...] = (
    (
        ItemKind.REQUEST,
        word_set("requested Please Veuillez Prière"),
        re.compile(
            r"^Please (?:also )?(?:provide|inform|indicate|describe|specify|send|explain|confirm|clarify|report)\b"
            r"|^(?:Veuillez|Prière) (?:également )?(?:d['’]|de )?(?:fournir|indiquer|préciser|communiquer)\b"
            r"|\b(?:is|are) (?:therefore |also |further |kindly )?requested to (?:provide|inform|submit|send|report"
            r"|confirm"
            r"|indicate|keep)\b"
        ),
    ),
    (
        ItemKind.RECOMMENDATION,
        word_set(
            "recommended recommendation urged called requested recommandé préconisé demandé convient importe"
            " impératif essentiel"
            " indispensable"
            " nécessaire urgent faut lieu prié priés priée priées appelé appelés appelée appelées exhorté exhortés"
            " exhortée exhortées"
            " engagé engagés engagée engagées recomienda Рекомендуется рекомендуется следует надлежит слід"
        ),
        re.compile(
            r"(?:^|(?<=[,;:] )|(?<=and ))[Ii]t is (?:[\w-]+ ){0,3}recommended (?:that|to|for)\b"
            r"|(?:^|(?<=[,;:] ))[Ii]t is (?:therefore |again )?(?:our|the [A-Z]\w+[’']s) (?:\w+ )?recommendation that\b"
            rf"|(?:^|[,;:] )(?:[Tt]he |All |Both )?{AUTHORITY} (?:is|are) (?:(?!not )[\w-]+ )?(?:recommended|urged"
            rf"|called upon|requested)"
            r" (?:once again )?to\b"
            r"|(?:^|[,;:] |\bet )[Ii]l est (?:[\w-]+ ){0,3}(?:recommandé|préconisé|demandé) (?:de|d['’]|que|qu['’]"
            r"|aux?|à)"
            r"|(?:^|[,;:] )[Ii]l (?:convient|importe|est (?:impératif|essentiel|indispensable|nécessaire|urgent)|y a"
            r" lieu|faut)"
            r" (?:donc |également |aussi |dès lors |toutefois |par conséquent |en particulier |ainsi |notamment ){0,2}"
            r"(?:de |d['’]|que |qu['’])(?!noter|relever|souligner|rappeler|préciser|observer"
            r"|mentionner"
            r"|signaler|ajouter|saluer|se féliciter)"
            rf"|(?:^|[,;:] )(?:[Ll]es |[Ll]e |[Ll]a |[Ll]['’]){FRENCH_AUTHORITY} (?:est|sont) (?:\w+ )?"
            r"(?:priée?s?|appelée?s?|exhortée?s?|engagée?s?) (?:à|de)\b"
            r"|(?:^|[,;:] )[Ss]e recomienda\b|(?:^|[,;:] )[Рр]екомендуется\b"
            r"|\b[Гг]осударству-участнику (?:также )?(?:следует|надлежит)|\b[Вв]ластям (?:также )?следует"
            r"|\b[Дд]ержаві-учасниці (?:також )?слід|\b[Вв]ладі (?:також )?слід"
        ),
    ),
    (
        ItemKind.COMMENT,
        word_set(
            "invité invités invitée invitées encouragé encouragés encouragée encouragées desirable preferable"
            " advisable appropriate useful helpful better beneficial wise given invited"
            " encouraged remedied"
            " rectified addressed corrected souhaitable opportun préférable utile bon judicieux indiqué approprié"
            " conviendrait"
        ),
        re.compile(
            r"(?:^|[,;:] |\band )[Ii]t (?:would|might) (?:also |further )?be (?:[\w-]+ )?(?:desirable|preferable"
            r"|advisable|appropriate|useful|helpful|better|beneficial|wise)\b"
            rf"|(?:^|[,;:] )(?:[Ll]es |[Ll]e |[Ll]a |[Ll]['’]){FRENCH_AUTHORITY} (?:est|sont) (?:\w+ )?"
            r"(?:invitée?s?|encouragée?s?) à\b"
            r"|(?:^|[,;:] )[Cc]onsideration (?:should|could|might) (?:[\w-]+ )?be given to\b"
            rf"|(?:^|[,;:] )(?:[Tt]he |All |Both )?{AUTHORITY} (?:is|are) (?:also )?(?:invited|encouraged) to\b"
            r"|(?:^|[,;:] )[Tt](?:he|hese|his|hose) (?:[\w-]+ ){0,3}(?:shortcomings?|deficienc(?:y|ies)|situation"
            r"|state of affairs"
            r"|problems?|lacun(?:a|ae)|failings?|defects?|gaps?|issues?)[^.;:,]{0,60} (?:should|must|needs? to)"
            r" (?:[\w-]+ )?be (?:remedied|rectified"
            r"|addressed|corrected)\b"
            r"|(?:^|[,;:] |\bqu['’])[Ii]l (?:serait|pourrait être) (?:[\w-]+ )?(?:souhaitable|opportun|préférable"
            r"|utile|bon"
            r"|judicieux|indiqué|approprié)\b|(?:^|[,;:] )[Ii]l conviendrait (?:[\w-]+ )?(?:de|d['’]|que)"
        ),
    ),
)
