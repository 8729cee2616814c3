package synthtest

var english = vocabulary{
	code: "en", title: "Draft framework agreement on shared resources", spaced: true, stop: ".", comma: ",", colon: ":", semicolon: ";",
	headings: lines(`
Purpose and scope
General principles
Mitigation
Adaptation
Loss and damage
Means of implementation
Transparency of action and support
Capacity-building
Institutional arrangements
Final clauses`),
	modals: lines(`
shall
should
may
must
will`),
	subjects: lines(`
Each Party
The Parties
All States bordering the area
Developed country Parties
Developing country Parties
The Conference of the Parties
The secretariat
The Scientific and Technical Body
Regional economic integration organizations
The subsidiary bodies
The operating entities of the Financial Mechanism
A Party that has submitted a declaration
The Committee on Implementation
Intergovernmental organizations and civil society`),
	verbs: lines(`
adopt
implement
prepare and communicate
strengthen
periodically review
facilitate
cooperate in developing
report on
mobilize
establish
submit
consider
endeavour to maintain
promote`),
	objects: lines(`
national measures concerning {t}
a programme of work on {t}
successive contributions towards {t}
the guidelines for {t}
an inventory of {t}
financial resources for {t}
modalities and procedures for {t}
information necessary to track {t}
the arrangements referred to in decision {d}
no fewer than {n} projects a year
joint initiatives related to {t}
its long-term strategy for {t}
{n} per cent of the assessed contributions
criteria for the selection of {t}`),
	tails: lines(`
in accordance with {t}
taking into account {t}
with a view to enhancing {t}
on the basis of {t}
by {y} at the latest
within {n} months of the entry into force
without prejudice to {t}
in the light of different national circumstances
pursuant to decision {d}
through {t}
while safeguarding {t}
at its session in {y}
as part of {t}
in a manner that contributes to {t}
in consultation with those affected by {t}
subject to the availability of {t}`),
	joins: lines(`
and to that end
and in particular
and where appropriate
and thereafter
and also
or otherwise`),
	openers: lines(`
In order to achieve {t}
Recognizing the importance of {t}
Upon request
Notwithstanding {t}
For the purpose of {t}
From {y} onwards`),
	qualifiers: lines(`
as appropriate
on a voluntary basis
to the extent possible
in a transparent and inclusive manner
under mutually agreed terms
particularly vulnerable
where practicable
inter alia
effectively
urgently
on a grant basis
with due regard for human rights`),
	things: lines(`
the best available science
sustainable development
the protection of coastal ecosystems
equity and common responsibilities
technology transfer on favourable terms
the conservation of migratory species
traditional knowledge of indigenous peoples
early warning systems
environmental impact assessments
adequate and predictable finance
the restoration of degraded land
freshwater resources
the rights of local communities
food security
area-based management tools
national adaptation plans
the reduction of pollution at source
the global stocktake
public participation
research infrastructure
emissions from international transport
the resilience of small islands
gender equality
renewable energy
the prevention of irreversible harm
marine genetic resources
the just transition of the workforce
data sharing and open access
the precautionary approach
disaster risk reduction
independent expert review
access to justice
the polluter-pays principle
forest governance
transboundary aquifers
the welfare of future generations`),
}
