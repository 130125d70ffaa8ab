"""Words that stand over columns in French and English tables, without case or accents, semicolons between them."""

from __future__ import annotations

from typing import Final

from dashboard.imports.understood import Field, Loads

ANYWHERE: Final[dict[Field, str]] = {
    "indicator": "indicateur; indicator; nom de l'indicateur; indicator name; nom indicateur; indicator key; cle "
    "de l'indicateur; code indicateur; indicator code; registre; register",
    "territory": "region; regions; regions du mali; region d'accueil; region de retour; region de destination; "
    "region d'arrivee; region de reintegration; region d'installation; region de residence; admin1; adm1; admin 1; "
    "adm 1; admin1 name; admin1name; adm1 fr; adm1 en; adm1 name; nom de la region; nom region; region name; "
    "territoire; territory; region of return; region of destination; region of arrival; return region; "
    "region/district; regions/district; region ou district; regions et district; destination region; destination "
    "(region); gouvernorat",
    "territory_code": "code region; code de la region; region code; pcode; p-code; p code; pcode region; admin1 "
    "pcode; admin1pcode; adm1 pcode; adm1 code; admin1 code; code admin1; code territoire; territory code; code "
    "iso; iso 3166-2; code iso 3166-2; code ocha",
    "country": "pays; country; pays de provenance; provenance; pays de depart; pays d'ou ils viennent; pays de "
    "retour; pays d'accueil; pays de sejour; pays hote; country of departure; departure country; host country; "
    "country of return; returned from; from country; pays d'origine du retour; pays d'expulsion; pays de transit; "
    "country code; code pays; country name; nom du pays; pays/country; pays d'asile; country of asylum; pays "
    "d'origine; country of origin",
    "sex": "sexe; sex; genre; gender; sexe/genre; sex/gender",
    "age_group": "age; tranche d'age; tranches d'age; groupe d'age; groupes d'age; classe d'age; age group; age "
    "groups; age range; categorie d'age; age category; age band; age_group; agegroup",
    "date": "date; date d'arrivee; arrival date; date of arrival; date de retour; return date; date of return; "
    "date du rapport; date de rapport; reporting date; date reported; jour; day; date de collecte; date de "
    "l'operation; date de declaration; declared on; declared_on; date declared; a la date du; situation au",
    "year": "annee; year; an; exercice; annee de retour; annee d'arrivee; year of return",
    "source": "source; sources; source des donnees; data source",
    "ignored": "n; no; n°; num; numero; id; identifiant; ordre; n° d'ordre; numero d'ordre; row; ligne; rang; "
    "index; saisi par; entered by",
}
BY_LOADS: Final[dict[Loads, dict[Field, str]]] = {
    "cells": {
        "month": "mois; month; mois de retour; month of return; mois d'arrivee; month of arrival; mois de "
        "reference; reporting month; mois de rapport; mois du rapport; periode; period; mois/annee; month/year; "
        "periode de reference; reference month; mois concerne; mois et annee",
        "detail": "detail; details; type; type de retour; type of return; return type; type d'aide; type d'appui; "
        "type d'assistance; type of assistance; assistance type; type of support; forme; forme d'aide; forme "
        "d'appui; form of support; form of assistance; modalite; modalite de retour; categorie; category; delai; "
        "delay; volet; composante; type de reintegration; type of reintegration; programme; tranche de delai",
        "count": "nombre; effectif; effectifs; nombre de personnes; nombre de retours; nombre de migrants; nombre "
        "de beneficiaires; nombre total; count; counts; number; number of people; number of persons; number of "
        "returns; number of returnees; number of migrants; number of beneficiaries; people; persons; personnes; "
        "individus; individuals; nb; nbre; nb de personnes; nbre de personnes; nbr; nombre d'individus; returnees; "
        "retours; returns; migrants; beneficiaires; beneficiaries; nombre de cas; cas; cases; valeur; value; total "
        "count; chiffre; chiffres; realise; realises; realisation; actual; reached; atteint; atteints; nombre de "
        "rapatries; nombre d'expulses; rapatries; expulses; migrants de retour; returning migrants; personnes de "
        "retour; nombre de migrants de retour; number of returning migrants; counted; compte",
        "level": "niveau administratif; adminlevel; admin level; niveau admin; administrative level",
        "note": "note; notes; observation; observations; remarque; remarques; commentaire; commentaires; comment; "
        "comments",
        "ignored": "prevu; prevus; prevision; planned; cible; cibles; target; targets; objectif; taux; part; "
        "share; variation; ecart; evolution; cercle; admin2; admin2 pcode; commune; admin3; localite; village; "
        "operation; vol; organisation; partenaire; bailleur; donor; projet; project; nationalite; nationality",
    },
    "figures": {
        "value": "valeur; value; chiffre; figure; nombre; number; montant; amount; estimation",
        "value_low": "minimum; min; valeur basse; borne basse; low; lower bound; value low; value_low; valeur "
        "minimale; lowest value",
        "value_high": "maximum; max; valeur haute; borne haute; high; upper bound; value high; value_high; valeur "
        "maximale; highest value",
        "qualifier": "qualificatif; qualifier; precision; nature du chiffre",
        "quote": "citation; quote; texte imprime; mots imprimes; tel qu'imprime; as printed; printed words; number "
        "as printed; words as printed; texte d'origine; nombre imprime",
        "period_start": "debut; debut de periode; debut de la periode; period start; period_start; start; du; "
        "from; date de debut; start date; start of period; premier jour; first day",
        "period_end": "fin; fin de periode; fin de la periode; period end; period_end; end; au; to; date de fin; "
        "end date; end of period; dernier jour; last day",
        "month": "mois; month; periode; period",
        "place": "lieu; place; lieu imprime; place as printed; localisation; location",
        "note": "note; notes; observation; observations; remarque; remarques; commentaire; commentaires; comment; "
        "comments",
    },
    "progress": {
        "activity": "activite; activity; code activite; activity code; activity key; cle de l'activite; code de "
        "l'activite; intitule de l'activite; titre de l'activite; activity title; key; cle; code",
        "percent": "avancement; pourcentage; pourcentage d'avancement; percent; percentage; taux d'avancement; "
        "progress; %; taux d'execution; niveau d'execution; taux de realisation; niveau d'avancement; completion; "
        "percent complete; avancement (en %); progress (%); % d'avancement; avancement declare",
        "milestone": "jalon; milestone; jalon atteint; milestone reached; numero du jalon; milestone number; "
        "milestone_number",
        "comment": "commentaire; commentaires; comment; comments; observation; observations; note; remarques",
        "evidence": "justificatif; justificatifs; evidence; preuve; preuves; moyen de verification; means of "
        "verification; pieces jointes",
        "priority": "priorite; priority; axe; n° de priorite",
        "title": "intitule; titre; title; libelle",
    },
    "activities": {
        "activity": "code activite; activity code; activity key; cle de l'activite; code de l'activite; cle; key; "
        "code; n° activite; activity number; reference",
        "priority": "priorite; priority; axe; n° de priorite; numero de priorite; priority number; axe "
        "prioritaire; axe strategique",
        "title": "activite; activity; intitule; titre; title; libelle; intitule de l'activite; titre de "
        "l'activite; activity title; activites; activities",
        "deliverable": "livrable; livrables; deliverable; deliverables; produit; produit attendu; resultat "
        "attendu; expected result; output; outputs",
        "owner": "responsable; owner; porteur; lead; chef de file; structure responsable; responsible; organisme "
        "responsable",
        "partners": "partenaires; partners; partenaire; partner; autres acteurs; parties prenantes",
        "starts_on": "debut; start; date de debut; start date; starts on; starts_on; commence le; demarrage",
        "due_on": "echeance; due; due date; due on; due_on; fin; end; date de fin; end date; deadline; date "
        "d'echeance; date limite",
        "weight": "poids; weight; ponderation; coefficient",
        "ignored": "cout; cost; budget; statut; status; observations; commentaires",
    },
}
REGISTERS: Final[dict[str, str]] = {
    "returns_assisted": "retours volontaires assistes; retour volontaire assiste; retours assistes; retour "
    "assiste; rva; avr; avrr; rvra; assisted voluntary returns; assisted voluntary return; assisted returns; "
    "retours volontaires; voluntary returns; retours volontaires humanitaires et assistes",
    "returns_repatriated": "rapatriements; rapatriement; rapatries; rapatriees; repatriations; repatriation; "
    "repatriated; rapatriements organises par l'etat",
    "returns_expelled": "expulsions; expulsion; expulses; expulsees; expelled; refoules; refoulements; "
    "deportations; deported; refouled",
    "reintegration_eligible": "eligibles; eligible; migrants eligibles; personnes eligibles; eligibles a la "
    "reintegration; eligible for reintegration",
    "reintegration_started": "reintegration commencee; reintegrations commencees; reintegration started; aide "
    "commencee; assistance started; reintegrations entamees; reintegration demarree",
    "reintegration_completed": "reintegration achevee; reintegrations achevees; reintegration completed; aide "
    "achevee; assistance completed; reintegrations terminees; reintegration terminee",
}
"""Usual words for the registers of this dashboard, beside their names."""
STATED: Final[dict[str, str]] = {
    "displaced_persons_stock": "pdi; idp; idps; personnes deplacees; personnes deplacees internes; deplaces internes; "
    "internally displaced persons; displaced persons; number of idps; nombre de pdi; population deplacee",
    "displaced_households": "menages deplaces; menages pdi; idp households; displaced households; idp hh",
    "refugees_in_mali": "refugies au mali; refugees in mali",
    "malian_refugees_abroad": "refugies maliens; malian refugees",
    "remittances_received": "transferts de fonds; remittances; transferts de la diaspora",
}
DETAILS: Final[dict[str, str]] = {
    "avr": "rva; avr; retour volontaire assiste; assisted voluntary return; retours volontaires assistes; assisted "
    "voluntary returns; volontaire assiste; avrr",
    "vhr": "rvh; vhr; retour volontaire humanitaire; voluntary humanitarian return; retours volontaires "
    "humanitaires; voluntary humanitarian returns; humanitaire",
    "economic": "economique; economic; aide economique; economic support; appui economique; economic assistance; agr",
    "social": "social; sociale; aide sociale; social support; appui social; social assistance",
    "psychosocial": "psychosocial; psychosociale; aide psychosociale; psychosocial support; appui psychosocial; "
    "psychosocial assistance; psycho-social",
}
TOTALS: Final = (
    "total; totaux; ensemble; total general; grand total; sous total; subtotal; sub total; tous; toutes; all; "
    "both; both sexes; les deux sexes; tous les ages; all ages; total sexes; cumul; somme; sum; overall; total "
    "mali; total pays; sous totaux; total national; ensemble du mali; total annuel; total annee; sexes confondus; "
    "total mois; recap; recapitulatif; recapitulation; synthese"
)
MEASURES: Final = (
    "nombre; effectif; effectifs; count; counts; number; nb; nbre; nbr; personnes; people; persons; individus; "
    "individuals; valeur; value; realise; realises; realisation; actual; reached; atteint; atteints; migrants; "
    "returnees; retours; returns; beneficiaires; beneficiaries; cas; cases; nombre de personnes; nombre de "
    "retours; number of people; number of returns; number of persons; nombre de migrants; reintegration; "
    "reintegrations; retour"
)
SMALL: Final = (
    "adultes; adulte; adults; adult; "
    "de; des; du; d; la; le; les; l; en; of; in; the; by; par; for; pour; aux; a; an; ans; years; old; dont; "
    "including; age; ages; tranche; mois; month; d'; -; –; et; +; au"
)
