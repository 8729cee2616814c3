package synthtest

var spanish = vocabulary{
	code: "es", title: "Proyecto de acuerdo marco sobre recursos compartidos", spaced: true, stop: ".", comma: ",", colon: ":", semicolon: ";",
	headings: lines(`
Finalidad y ámbito
Principios generales
Mitigación
Adaptación
Pérdidas y daños
Medios de aplicación
Transparencia de las medidas y del apoyo
Fomento de la capacidad
Disposiciones institucionales
Cláusulas finales`),
	modals: lines(`
deberá
debería
podrá
podría
debe`),
	subjects: lines(`
Cada Parte
El conjunto de las Partes
Todo Estado ribereño de la zona
Todo país desarrollado que sea Parte
Todo país en desarrollo que sea Parte
La Conferencia de las Partes
La secretaría
El órgano científico y técnico
Toda organización regional de integración económica
Cada órgano subsidiario
La entidad encargada del mecanismo financiero
La Parte que haya presentado una declaración
El comité de aplicación
La sociedad civil`),
	verbs: lines(`
adoptar
aplicar
preparar y comunicar
reforzar
examinar periódicamente
facilitar
contribuir a elaborar
hacer públicos
movilizar
establecer
presentar
considerar
procurar mantener
promover`),
	objects: lines(`
medidas nacionales relativas a {t}
un programa de trabajo sobre {t}
contribuciones sucesivas encaminadas a {t}
las directrices referentes a {t}
un inventario acerca de {t}
recursos financieros para {t}
las modalidades y procedimientos para {t}
la información necesaria para seguir {t}
los arreglos mencionados en la decisión {d}
al menos {n} proyectos por año
iniciativas conjuntas relacionadas con {t}
su estrategia a largo plazo para {t}
el {n} por ciento de las cuotas asignadas
criterios de selección respecto de {t}`),
	tails: lines(`
de conformidad con {t}
teniendo en cuenta {t}
con miras a fortalecer {t}
sobre la base de {t}
a más tardar en {y}
en un plazo de {n} meses tras la entrada en vigor
sin perjuicio de {t}
habida cuenta de las distintas circunstancias nacionales
en virtud de la decisión {d}
mediante {t}
salvaguardando al mismo tiempo {t}
en su período de sesiones de {y}
como parte de {t}
de modo que contribuya a {t}
en consulta con los afectados por {t}
con sujeción a {t}`),
	joins: lines(`
y con ese fin
y en particular
y cuando corresponda
y posteriormente
y asimismo
o en su defecto`),
	openers: lines(`
A fin de lograr {t}
Reconociendo lo mucho que importa {t}
Previa solicitud
No obstante {t}
A los efectos de {t}
A partir de {y}`),
	qualifiers: lines(`
según proceda
de forma voluntaria
en la medida de lo posible
de manera transparente e inclusiva
en condiciones mutuamente convenidas
particularmente vulnerables
cuando sea factible
entre otras cosas
eficazmente
con urgencia
a título de donación
con pleno respeto de los derechos humanos`),
	things: lines(`
la mejor ciencia disponible
el desarrollo sostenible
la protección de los ecosistemas costeros
la equidad y las responsabilidades comunes
la transferencia de tecnología en condiciones favorables
la conservación de las especies migratorias
los conocimientos tradicionales de los pueblos indígenas
los sistemas de alerta temprana
las evaluaciones del impacto ambiental
una financiación adecuada y previsible
la restauración de las tierras degradadas
los recursos de agua dulce
los derechos de las comunidades locales
la seguridad alimentaria
los mecanismos de gestión por zonas
los planes nacionales de adaptación
la reducción de la contaminación en la fuente
el balance mundial
la participación pública
la infraestructura de investigación
las emisiones del transporte internacional
la resiliencia de las islas pequeñas
la igualdad de género
las energías renovables
la prevención de daños irreversibles
los recursos genéticos marinos
la transición justa de la fuerza laboral
el intercambio de datos y el acceso abierto
el criterio de precaución
la reducción del riesgo de desastres
el examen por expertos independientes
el acceso a la justicia
el principio de que quien contamina paga
la gobernanza forestal
los acuíferos transfronterizos
el bienestar de las generaciones futuras`),
}
