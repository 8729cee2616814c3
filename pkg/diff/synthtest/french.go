package synthtest

var french = vocabulary{
	code: "fr", title: "Projet d’accord-cadre sur les ressources partagées", spaced: true, stop: ".", comma: ",", colon: ":", semicolon: ";",
	headings: lines(`
Objet et champ d’application
Principes généraux
Atténuation
Adaptation
Pertes et préjudices
Moyens de mise en œuvre
Transparence des mesures et de l’appui
Renforcement des capacités
Dispositions institutionnelles
Clauses finales`),
	modals: lines(`
doit
devrait
peut
pourrait
devra`),
	subjects: lines(`
Chaque Partie
L’ensemble des Parties
Tout État riverain de la zone
Tout pays développé partie
Tout pays en développement partie
La Conférence des Parties
Le secrétariat
L’organe scientifique et technique
Toute organisation régionale d’intégration économique
Chaque organe subsidiaire
L’entité chargée du mécanisme financier
La Partie qui a soumis une déclaration
Le comité de mise en œuvre
La société civile`),
	verbs: lines(`
adopter
appliquer
établir et communiquer
renforcer
réexaminer périodiquement
faciliter
contribuer à élaborer
rendre publics
mobiliser
instituer
soumettre
examiner
s’efforcer de maintenir
promouvoir`),
	objects: lines(`
des mesures nationales concernant {t}
un programme de travail sur {t}
des contributions successives visant {t}
les lignes directrices touchant {t}
un inventaire portant sur {t}
des ressources financières pour {t}
les modalités et procédures concernant {t}
les informations nécessaires pour suivre {t}
les arrangements visés dans la décision {d}
au moins {n} projets par an
des initiatives conjointes ayant trait à {t}
sa stratégie à long terme pour {t}
{n} pour cent des contributions mises en recouvrement
des critères de sélection relatifs à {t}`),
	tails: lines(`
conformément à {t}
compte tenu notamment de {t}
en vue de renforcer {t}
en se fondant sur {t}
d’ici à {y} au plus tard
dans un délai de {n} mois après l’entrée en vigueur
sans préjudice de {t}
eu égard aux différentes situations nationales
en application de la décision {d}
en s’appuyant sur {t}
tout en préservant {t}
à sa session de {y}
dans le cadre de {t}
d’une manière qui favorise {t}
en consultation avec les personnes concernées par {t}
sous réserve que soit assurée {t}`),
	joins: lines(`
et à cette fin
et en particulier
et selon qu’il convient
et par la suite
et également
ou à défaut`),
	openers: lines(`
Afin de garantir {t}
Conscient que rien ne remplace {t}
Sur demande
Nonobstant {t}
Aux fins de {t}
À partir de {y}`),
	qualifiers: lines(`
selon qu’il convient
à titre volontaire
dans la mesure du possible
de manière transparente et inclusive
à des conditions arrêtées d’un commun accord
particulièrement vulnérables
lorsque cela est réalisable
entre autres
efficacement
d’urgence
à titre de don
dans le respect des droits de l’homme`),
	things: lines(`
la meilleure science disponible
le développement durable
la protection des écosystèmes côtiers
l’équité et la responsabilité commune
le transfert de technologies à des conditions favorables
la conservation des espèces migratrices
le savoir traditionnel des peuples autochtones
l’alerte précoce
l’étude d’impact sur l’environnement
un financement adéquat et prévisible
la remise en état des terres dégradées
l’eau douce
le droit des communautés locales
la sécurité alimentaire
la gestion par zone
chaque plan national d’adaptation
la réduction de la pollution à la source
le bilan mondial
la participation du public
l’infrastructure de recherche
le transport international
la résilience des petites îles
l’égalité des sexes
l’énergie renouvelable
la prévention des dommages irréversibles
la diversité génétique marine
la transition juste pour les travailleurs
le partage des données et le libre accès
l’approche de précaution
la réduction des risques de catastrophe
l’examen par des experts indépendants
l’accès à la justice
le principe du pollueur-payeur
la gouvernance forestière
la nappe phréatique transfrontière
le bien-être des générations futures`),
}
