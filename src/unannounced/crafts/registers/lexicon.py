"""Words by which columns and codes of registers are recognised, in the languages in which registers come.

English, French, Portuguese, Italian, Spanish, German, Dutch, Polish, Turkish, Russian and Ukrainian. All in small
letters and without accents; a phrase matches where its words follow each other.
"""

from collections.abc import Mapping

HEADS: Mapping[str, str] = {
    "key": "id; code; key; identifier; number; no; ref; codigo; code etablissement; codice; id pagina; kod; kennung;"
    " nummer; identifiant; matricule; prison id; facility id; facilityid; centre id; center id; detloc; canonical id;"
    " код; номер; идентификатор; ідентифікатор",
    "name": "name; facility name; facility; prison; prison name; institution; establishment; centre title; title; nom;"
    " nom de l etablissement; etablissement; denomination; nome; nome do estabelecimento; estabelecimento; unidade;"
    " istituto; denominazione; nombre; nombre del centro; establecimiento; centro; bezeichnung; anstalt; einrichtung;"
    " naam; inrichting; nazwa; jednostka; adi; kurum; название; наименование; учреждение; назва; установа;"
    " canonical name; detention facility; place; place of detention; jva",
    "other_name": "other name; alias; also known as; aka; autre nom; outras denominacoes; altra denominazione;"
    " otro nombre; andere bezeichnung; другое название",
    "former_name": "former name; old name; previous name; ancien nom; nome anterior; nome precedente; nombre anterior;"
    " fruherer name; прежнее название; попередня назва",
    "new_name": "new name; nouveau nom; novo nome; nuovo nome; nuevo nombre; neuer name; новое название; нова назва",
    "state": "country; country code; pays; pais; paese; land; kraj; ulke; страна; країна",
    "region": "region; state; province; uf; estado; provincia; regione; bundesland; departement; department;"
    " voivodeship; wojewodztwo; bolge; oblast; regiao; facility state; регион; область; canonical state",
    "district": "district; borough; county; bairro; distrito; comarca; comune; landkreis; kreis; arrondissement; район;"
    " ilce",
    "town": "town; city; municipality; ville; commune; cidade; municipio; citta; ciudad; localidad; stadt; ort; plaats;"
    " miasto; sehir; facility city; город; місто; canonical city; gemeinde",
    "address": "address; street; adresse; endereco; indirizzo; direccion; anschrift; strasse; adres; адрес; адреса;"
    " line1; facility address",
    "postcode": "postcode; postal code; zip; zip code; cep; code postal; cap; codigo postal; plz; postleitzahl;"
    " facility zip; индекс; kod pocztowy",
    "latitude": "lat; latitude; latitud; latitudine; breite; breitengrad; широта; enlem",
    "longitude": "lon; lng; long; longitude; longitud; longitudine; lange; langengrad; долгота; довгота; boylam",
    "kind": "type; kind; category; type of facility; facility type; type d etablissement; tipo;"
    " tipo de estabelecimento; tipologia; tipo de centro; art; anstaltsart; typ; tur; тип; вид; prison type",
    "authority": "authority; administration; jurisdiction; ambito; autorite; autorita; autoridad; behorde; trager;"
    " ведомство; орган",
    "operator": "operator; provider; manager; registration provider; gestao; gestionnaire; gestore; gestor; betreiber;"
    " facility operator; contractor; оператор; exploitant",
    "sex": "sex; gender; sexe; sexo; sesso; genere; genero; geschlecht; geslacht; plec; cinsiyet; male female; пол;"
    " стать",
    "age": "age; age group; tranche d age; faixa etaria; eta; edad; alter; возраст; вік",
    "legal_status": "legal status; regime; regime penal; situation penale; situacao processual; vollzugsart; режим",
    "security": "security; security level; securelvl; securite; seguranca; sicurezza; seguridad; sicherheitsstufe;"
    " уровень безопасности",
    "status": "status; active; open; statut; situacao; situacao do estabelecimento; stato; estado operativo; zustand;"
    " статус; состояние",
    "conditions": "conditions; registration conditions; conditions d agrement; condicoes; condizioni; condiciones;"
    " auflagen; условия",
    "official_capacity": "capacity; official capacity; design capacity; places; beds; maximum occupancy;"
    " rated capacity;"
    " capacite; capacite operationnelle; places theoriques; capacite theorique; capacidade; capacidade total; vagas;"
    " lotacao; capienza; capienza regolamentare; posti regolamentari; posti; capacidad; plazas; aforo; kapazitat;"
    " haftplatze; belegungsfahigkeit; platze; capaciteit; pojemnosc; liczba miejsc; kapasite; лимит; вместимость;"
    " количество мест; мест; місткість",
    "capacity_men": "capacity men; male capacity; capacite hommes; capacidade masculino; capienza uomini;"
    " plazas hombres",
    "capacity_women": "capacity women; female capacity; capacite femmes; capacidade feminino; capienza donne;"
    " plazas mujeres",
    "working_capacity": "working capacity; operational capacity; operating capacity; in use cna; usable places;"
    " capacite disponible; posti disponibili",
    "certified_capacity": "certified capacity; baseline cna; certified normal accommodation; cna",
    "unavailable_places": "unavailable places; places out of use; places indisponibles; vagas desativadas;"
    " posti non disponibili; plazas fuera de servicio; gesperrte platze",
    "persons": "population; persons; detainees; inmates; prisoners; prison population; total population; occupancy;"
    " population count; n detained; count; held; ecroues; detenus; hebergees; nombre de detenus; presos; detentos;"
    " populacao; populacao carceraria; populacao prisional; lotacao atual; detenuti; totale detenuti; presenti;"
    " detenuti presenti; internos; reclusos; poblacion; poblacion penal; gefangene; belegung; inhaftierte;"
    " gedetineerden; osadzeni; zaludnienie; mahkum; осужденные; содержится; численность; заключенные; засуджені",
    "persons_average": "adp; average daily population; average population; population moyenne; populacao media;"
    " presenza media; poblacion media; durchschnittsbelegung; средняя численность",
    "persons_midnight": "at midnight; midnight; n detained at midnight",
    "men": "men; male; males; hommes; homens; masculino; uomini; hombres; manner; mannlich; mannen; mezczyzni; erkek;"
    " мужчины; чоловіки; n detained male",
    "women": "women; female; females; femmes; mulheres; feminino; donne; mujeres; frauen; weiblich; vrouwen; kobiety;"
    " kadin; женщины; жінки; n detained female",
    "juveniles": "juveniles; minors; children; under 18; mineurs; menores; minori; minderjahrige; jugendliche;"
    " nieletni;"
    " cocuk; несовершеннолетние; неповнолітні",
    "remand": "remand; pre trial; pretrial; untried; unsentenced; prevenus; provisorios; presos provisorios;"
    " in attesa di giudizio; imputati; preventivos; prision preventiva; untersuchungshaft; u haft; tutuklu;"
    " подследственные; следственно арестованные",
    "sentenced": "sentenced; convicted prisoners; condamnes; sentenciados; condenados; condannati; penados; strafhaft;"
    " hukumlu; приговоренные",
    "foreigners": "foreign nationals; foreigners; non nationals; etrangers; estrangeiros; stranieri;"
    " detenuti stranieri;"
    " extranjeros; auslander; cudzoziemcy; yabanci; иностранцы; іноземці",
    "convicted": "convicted criminal; with a conviction; n detained convicted criminal",
    "deaths": "deaths; died; deces; obitos; decessi; muertes; fallecidos; todesfalle; zgony; olum; умерло; смерти",
    "deaths_suicide": "suicides; deaths by suicide; suicidios; suicidi; suizide; selbsttotungen; самоубийства",
    "admissions": "admissions; receptions; entries; entrees; ingressos; inclusoes; ingressi; ingresos; aufnahmen;"
    " поступило",
    "releases": "releases; discharges; sorties; liberations; solturas; alvaras de soltura; scarcerazioni; libertades;"
    " entlassungen; освобождено",
    "transfers": "transfers; transferts; transferencias; trasferimenti; traslados; verlegungen; переведено",
    "staff": "staff; employees; personnel; servidores; personale; agenti; personal; bedienstete; персонал",
    "cells": "cells; cellules; celas; celle; celdas; hafträume; zellen; камеры",
    "days_of_stay": "average length of stay; alos; duree moyenne; permanencia media; verweildauer",
    "opened": "opened; opening date; date opened; opened on; date d ouverture; data de inauguracao; inauguracao;"
    " data apertura; fecha de apertura; eroffnet; eroffnung; дата открытия",
    "closed": "closed; closing date; date closed; closed on; date de fermeture; data de fechamento; data chiusura;"
    " fecha de cierre; geschlossen; дата закрытия",
    "registered": "registered; registration date; date of registration; date d enregistrement; data de registro;"
    " data registrazione; fecha de registro; дата регистрации",
    "inspected": "inspection date; last inspection date; date of inspection; inspected on; date d inspection;"
    " data da inspecao; data ispezione; fecha de inspeccion; дата проверки",
    "day": "date; day; week; month; year; period; fiscal year; quarter; jour; date du releve; mois; annee; data;"
    " periodo; mes; ano; data rilevazione; anno; fecha; ano fiscal; datum; stichtag; monat; jahr; дата; период; год;"
    " месяц; as of; snapshot date; reference date; tarih",
}
"""What a column may mean → what it may be called."""

KIND_WORDS: Mapping[str, str] = {
    "juvenile_centre": "juvenile; youth; minors; mineurs; minorile; menores; jugend; epm; несовершеннолет; yoi; stc",
    "immigration_detention": "immigration; migrant; migration; ice; irc; removal; retention administrative; cra; cpr;"
    " cie; extranjeros; abschiebe; миграц; detention centre for foreigners; cdf; spc; digsa",
    "psychiatric_hospital": "psychiatric; mental; psychiatrique; psiquiatrico; psichiatrico; rems; manicomio; forensic;"
    " medida de seguranca; masregel; massregel; психиатр",
    "hospital": "hospital; medical; hopital; ospedale; krankenhaus; clinic; медицин; больниц",
    "police_station": "police; policia; polizia; polizei; gendarmerie; carabinieri; custody suite; delegacia;"
    " comisaria;"
    " commissariat; полиц; ивс; garde a vue",
    "remand_prison": "remand; pre trial; pretrial; maison d arret; provisorios; untersuchungshaft; circondariale; сизо;"
    " aresztu; areszt",
    "military_detention": "military; militaire; militar; militare; disciplinary barracks; военн; dod",
    "social_care_home": "social care; care home; nursing; residential; disability; ehpad; pflegeheim; rsa; интернат;"
    " elderly",
    "temporary_detention": "hold; staging; temporary; transit; hotel; lock up; lockup; holding; field office",
    "prison": "prison; jail; penitentiary; correctional; corrections; hmp; penitentiaire; detention; penitenciaria;"
    " penitenciario; presidio; cadeia; reclusione; casa di reclusione; carcere; centro penitenciario; carcel; jva;"
    " justizvollzug; gevangenis; zaklad karny; cezaevi; колони; тюрьм; ик; county; state; federal; local; igsa; usms;"
    " regime fechado; regime semiaberto; regime aberto; estabelecimento",
}
"""Kinds of places → words in the codes of registers; the first kind that has a word holds."""

SEX_WORDS: Mapping[str, str] = {
    "men and women": "mixed; both; misto; mixte; mista; mixto; gemischt; male female; female male; masculino feminino;"
    " m f; смешанн",
    "women": "female; females; women; woman; f; w; femme; femmes; feminino; feminina; femminile; donne; femenino;"
    " mujeres; weiblich; frauen; жен; женский",
    "men": "male; males; men; man; m; homme; hommes; masculino; masculina; maschile; uomini; hombres; mannlich; manner;"
    " муж; мужской",
}
"""Whom a place holds → words in the codes of registers."""

STATUS_WORDS: Mapping[str, str] = {
    "closed": "closed; inactive; ferme; fermee; inativo; inactivo; chiuso; cerrado; geschlossen; desativado; false; no;"
    " 0; закрыт; не действует; kapali",
    "open": "open; active; ouvert; ouverte; actif; ativo; aberto; attivo; aperto; abierto; activo; offen; in betrieb;"
    " aktiv; true; yes; 1; действует; открыт; acik; operational",
}
"""Open or closed → words in the codes of registers."""

_SIGNS = ("-", "--", "—", "–", ".", "..", "...", "?", "x", "*", "#n/a")
_SHORT = ("na", "n/a", "n.a.", "nan", "nd", "n.d.", "n/d", "s/d", "sd", "s/i", "nc", "n.c.", "nr", "k.a.", "н/д")
_NUMBERS = ("-999", "-9999", "-99", "-9", "-1", "999999")
_ALONE = ("null", "none", "nil", "unknown", "inconnu", "unbekannt", "onbekend", "bilinmiyor", "неизвестно", "невидомо")
MARKS = frozenset((*_SIGNS, *_SHORT, *_NUMBERS, *_ALONE)) | frozenset(
    (
        *("not known", "not available", "not applicable", "not recorded", "no data", "non connu", "non disponible"),
        *("non renseigne", "sem informacao", "nao informado", "nao se aplica", "nao disponivel", "non disponibile"),
        *("non noto", "sin datos", "sin informacion", "no disponible", "no consta", "keine angabe", "k. a."),
        *("brak danych", "нет данных", "не указано", "немае даних"),
    )
)
"""What stands for "not known" in registers, in small letters and without accents."""
