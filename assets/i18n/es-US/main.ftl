## Las palabras de la ventana, en el español de Estados Unidos.
## A language is one folder with this file; `tests/ui/words.rs` finds what is missing or differs.

language-name = Español

## Números y fechas

number-decimal = .
number-group = ,
date-shown = { $day } { $month } { $year }
date-typed = %m/%d/%Y
month = { $number ->
    [1] ene
    [2] feb
    [3] mar
    [4] abr
    [5] may
    [6] jun
    [7] jul
    [8] ago
    [9] sept
    [10] oct
    [11] nov
   *[12] dic
}

app-name = takeback
unidentified = Sin identificar
cancel = Cancelar
back = Atrás
stop = Detener
dismiss = Cerrar este mensaje
percent = { $number } %
percent-under-one = < 1 %
percent-over-ninety-nine = > 99 %
confidence-name = Confianza { $percent }

## Marco

nav-identify = Identificar
nav-log = Registro
nav-reports = Informes
nav-about = Acerca de
not-offered = Ahora no se pueden registrar artículos aquí
mode-watermarked = { $mode }: los archivos exportados llevan marca de agua
footer-catalog = Catálogo: { $count } productos al { $date }
footer-rules = Reglas { $version }, lista NIOSH 2024 parcial
footer-offline = Nada sale de esta computadora
chain-waking = Cargando los modelos…
chain-awake = Lee la imagen y la inscripción
chain-no-imprint = Solo lee la imagen, sin lector de inscripciones
chain-missing = La identificación no está instalada
no-thread = El sistema no permite iniciar más trabajos ({ $problem }). Cierre otros programas e inténtelo de nuevo.

## Primer inicio

welcome-title = Le damos la bienvenida
welcome-site-title = Para trabajar
welcome-site = Cree al administrador e indique qué tipo de sitio es este. A partir de ahí cada persona inicia sesión, y no se ofrece lo que la ley no permite aquí.
welcome-site-go = Configurar este sitio
welcome-try-title = Solo para ver
welcome-try = Para investigación, capacitación y demostración, sin cuentas. Todo lo exportado lleva marca de agua. Puede configurar el sitio más adelante.
welcome-try-go = Solo probar
welcome-needs-accounts = Este tipo de sitio necesita personas que inicien sesión. No se puede probar sin ellas.
setup-title = Su sitio
setup-person = Usted es el administrador
setup-person-lead = Su nombre aparece en los registros. Un PIN tiene al menos 6 dígitos; una frase de contraseña, al menos 12 caracteres.
setup-name = Su nombre
setup-secret = Su PIN o frase de contraseña
setup-again = Repítalo
setup-officer = Número de oficial (solo oficiales de la agencia)
setup-not-the-same = Los dos PIN o frases de contraseña no son iguales. Escriba ambos de nuevo.
setup-go = Crear al administrador
setup-site = ¿Qué tipo de sitio es este?
setup-site-name = Nombre del lugar
setup-agency = Agencia
setup-officer-id = Número del oficial a cargo
setup-overseeing-officer = Oficial designado para supervisar la recolección
setup-mode = Solo uno corresponde. Determina qué se puede registrar; un administrador puede cambiarlo.
code-title = Anote el código de recuperación
code-lead = Solo se muestra ahora. Anótelo en papel y guárdelo bajo llave lejos de esta computadora.
code-what-for = Permite a un administrador volver a entrar una vez: “Olvidé el PIN” al iniciar sesión, o takeback account recover. Al bloquearse la ventana desaparece: cree entonces otro en Personas.
code-go = Ya está anotado
code-unseen = Se creó un código de recuperación que no se mostró a nadie, y el anterior ya no sirve. Cree otro: Sitio y personas, Personas.

## Personas

sign-in-title = ¿Quién está aquí?
sign-in-lead = Elija su nombre e ingrese su PIN o frase de contraseña.
sign-in-person = { $name }, { $role }
sign-in = Iniciar sesión
sign-in-choose = Primero elija su nombre
sign-in-checking = Comprobando…
locked-title = Bloqueado
locked-nothing-lost = No se pierde nada: lo que empezó sigue ahí después de iniciar sesión.
locks-soon = Se bloquea en { $seconds } s. No se pierde nada.
locks-stay = Sigo aquí
secret = PIN o frase de contraseña
unlock-title = Este registro está cifrado
unlock-lead = Escriba la frase de contraseña del registro. Hasta entonces no se puede leer nada.
unlock-passphrase = Frase de contraseña del registro
unlock-wrong = Esa no es la frase de contraseña de este registro. No se cambió nada; inténtelo de nuevo.
unlock-show = Mostrar lo que se escribe
unlock-go = Abrir el registro
keypad-clear = Vaciar
keypad-delete = Borrar
sign-out = Cerrar la sesión de { $name }
signed-in = { $name }, { $role }
role-operator = operador
role-pharmacist = farmacéutico
role-administrator = administrador
role-auditor = auditor

## Revisión

nav-review = Revisión
review-queue = Por revisar ({ $count })
review-all = Todos los registros
review-figures = Cifras
review-refresh = Actualizar
review-queue-empty = No hay nada por revisar.
review-any = cualquiera
review-everybody = todos
review-state = Revisión
review-below = menos de { $percent } %
review-from = { $percent } % o más
review-saved = Filtros guardados
review-name = Guardar filtros como
review-find = Buscar
review-find-hint = medicamento, NDC, caso
review-count-more = Los primeros { $count } registros; desplácese para ver más
review-save = Guardar
review-forget = Olvidar
review-no-filters = Mostrar todo
review-one-drug = Solo { $drug }
review-filters-kept = Se guardó la lista de filtros.
review-filters-problem = No se pueden leer los filtros guardados: { $path }: { $problem }. Corrija el archivo o muévalo a otro lugar.
review-column-day = Día
review-column-sure = Certeza
review-sort = Ordenar por { $column }
review-row = { $drug }, { $day }, { $who }, { $state }
state-unreviewed = sin revisar
state-approved = aprobado
state-sent-back = devuelto
doubt-hazard = Peligro desconocido
doubt-abstained = El modelo no estaba seguro
doubt-other = Distinto del primero del modelo
doubt-low = Confianza baja
review-approved-by = Aprobado por { $who }
review-sent-back-by = Devuelto por { $who }: { $reason }
review-no-photo = No se tomó ninguna fotografía.
review-photo = Fotografía de este artículo
review-photo-not-kept = La fotografía no se guarda aquí, solo su hash en el registro.
review-model = Lo que dijo el modelo
review-model-not-asked = No se consultó al modelo: no había fotografía.
review-model-abstained = No propuso nada con suficiente certeza.
review-imprint = Leído en ella: { $imprint }
review-typed = Alguien escribió como inscripción: { $imprint }
review-imprint-none = No se leyó ninguna inscripción.
review-hazard-estimate = Estimación: { $verdict }, probabilidad de ser peligroso { $percent }
review-camera = Cámara: { $setup }
review-versions = { $model } · reglas { $rules } · catálogo { $catalog }
review-person = Lo que decidió la persona
review-decided = { $drug } × { $count }, { $how }
review-how-picked = el número { $rank } del modelo
review-how-searched = encontrado en el catálogo
review-how-unidentified = nadie pudo decirlo
review-entered = { $who }, ingresado el { $time }, desechado el { $day }
review-reference = Referencia { $reference }
review-discontinued = Suspendido el { $day }
review-package = Envase: { $says }
review-same-drug = Todos los registros de este medicamento
review-approve = APROBAR
review-correct = CORREGIR
review-send-back = DEVOLVER
review-reason = Motivo
review-back-title = Devolver a { $who }
review-back-how = Queda en la lista de quien lo ingresó hasta que se corrija.
review-back-hint = Qué hay que volver a mirar. Nunca el nombre de un paciente.
review-correct-title = Corregir este registro
review-correct-now = Registrado como { $drug } × { $count }. Lo que se escribió queda en el registro.
review-correct-hint = Por qué es otra cosa. Nunca el nombre de un paciente.
review-correct-go = Registrar la corrección
review-seek = Buscar en el catálogo
review-seek-hint = Inscripción, nombre o NDC
review-to-unidentified = Sin identificar: nadie puede decirlo
review-to-withdrawn = Retirarlo: no debió registrarse
review-prove-title = { $who }, firme con su PIN o frase de contraseña
review-prove-how = Firma lo que revise en el próximo cuarto de hora.
review-sign = Firmar
review-approved = Aprobado: { $drug }
review-sent-back = Devuelto a { $who }: { $drug }
review-corrected = Corregido: { $drug }
figures-none = No hay nada en este período.
figures-month = 30 días
figures-year = 365 días
figures-items = Artículos
figures-count = { $count } en total, el máximo en { $name }: { $most }
figures-hazardous = Artículos peligrosos
figures-unidentified = Artículos sin identificar
figures-agreement = La persona coincidió con el modelo
figures-share = { $percent } % ({ $part } de { $whole })
figures-no-share = Ningún artículo que contar
figures-weight = Peso neto por jornada de recolección
figures-pounds = { $pounds } lb
figures-no-events = Ninguna jornada de recolección en este período.
figures-bar = { $name }: { $words }

## Captura

capture-title = ¿Qué pastilla es esta?
capture-lead = Una o varias pastillas sobre un fondo liso, sin que se toquen. No deje etiquetas ni nombres en la imagen.
capture-drop = Suelte aquí una fotografía
capture-formats = JPEG, PNG, WebP o BMP, hasta 50 megapíxeles
open-photo = Abrir fotografía…
paste-photo = Pegar
try-it = Probar con un dibujo
looking = Buscando pastillas…
search-catalog = Buscar en el catálogo
way-drawing-title = ¿No tiene una pastilla a mano?
way-drawing = “Probar con un dibujo” dibuja una bandeja de pastillas con datos del catálogo y hace con ella la identificación real. Es un dibujo, no una fotografía.
way-camera-title = Cámara
choose-camera = Elegir cámara
choose-camera-who = Un administrador elige la cámara, en Sitio y personas.
camera-opening = Buscando una cámara.
camera-live = En vivo: { $settings }.
camera-watches = Las pastillas se identifican por sí solas cuando quedan quietas.
camera-stalled = La cámara no ha mostrado nada durante { $seconds } segundos. Revise el cable.
camera-back = La cámara volvió.
camera-asleep-title = La cámara está en reposo
camera-asleep = Hace rato que no hay nadie, así que está apagada y no ve nada. Toque la pantalla o pulse una tecla para encenderla de nuevo.
camera-no-picture = La cámara aún no muestra nada. Espere la imagen.
camera-picture = Imagen en vivo de la cámara
take-picture = Tomar foto
way-by-hand-title = ¿Sin fotografía?
way-by-hand = Encuentre el medicamento por inscripción, nombre o NDC y regístrelo.
recorded-session = Registrados desde que se abrió la ventana: { $count }
missing-title = En esta computadora no funciona la identificación por fotografía
missing-by-hand = Aún puede buscar en el catálogo y registrar a mano.
no-chooser-photo = Este escritorio no muestra un selector de archivos. Suelte la fotografía en la ventana, péguela, o inicie con: takeback FOTO
no-chooser-export = Este escritorio no muestra un selector de archivos. Escriba la ruta en el campo.
paste-nothing = No hay ninguna imagen en el portapapeles. Copie una fotografía e inténtelo de nuevo.
dialog-open = Abrir una fotografía de pastillas
dialog-photos = Fotografías
dialog-export = Exportar el registro como CSV
dialog-report = Escribir el informe

## Bandeja

drawing-refused = Un dibujo no es una pastilla: solo un sitio de modo RESEARCH lo registra, para probar.
drawing-note = Dibujo con datos del catálogo, no es una fotografía
outline-name = Pastilla { $number } en la fotografía
pill-name = Pastilla { $number }: { $title }
tray-count = { $count ->
    [0] No se encontró ninguna pastilla
    [one] 1 pastilla encontrada
   *[other] { $count } pastillas encontradas
}
tray-picture = Fotografía con las pastillas marcadas
tray-lead = Toque una pastilla, aquí o en la imagen.
tray-agreed = Todas las pastillas están identificadas. Confírmelas todas o toque una para verla de cerca.
tray-done = Todas las pastillas están registradas.
tray-done-live = Todas las pastillas están registradas. Retírelas de la bandeja.
tray-touching = Las pastillas que se tocan no se pueden distinguir. Sepárelas y tome la fotografía de nuevo. Lo que no se puede separar se registra a mano, sin fotografía.
tray-touching-live = Separe las pastillas marcadas. Lo que no se puede separar se registra a mano, sin fotografía.
pills-touch = Hay pastillas que se tocan. Sepárelas.
pills-hazardous = { $count ->
    [one] Tratar como peligrosa: pastilla { $pills }
   *[other] Tratar como peligrosas: pastillas { $pills }
}
tray-missing = La pastilla { $number } se retiró de la bandeja sin registro. Vuelva a ponerla o tóquela para decidir.
tray-known-again = { $count ->
    [one] 1 pastilla que está aquí ya está registrada. Si puso otra en su lugar, retírela y vuelva a ponerla.
   *[other] { $count } pastillas que están aquí ya están registradas. Si puso otras en su lugar, retírelas y vuelva a ponerlas.
}
tray-known-again-folder = { $count ->
    [one] 1 pastilla que está aquí ya está registrada. Si puso otra en su lugar, ponga en la carpeta una fotografía de la bandeja vacía y después una de la bandeja con la pastilla.
   *[other] { $count } pastillas que están aquí ya están registradas. Si puso otras en su lugar, ponga en la carpeta una fotografía de la bandeja vacía y después una de la bandeja con las pastillas.
}
tray-lost = { $count ->
    [one] 1 pastilla que estaba aquí ya está registrada y no está donde estaba. Si aún está en la bandeja, retírela.
   *[other] { $count } pastillas que estaban aquí ya están registradas y no están donde estaban. Si aún están en la bandeja, retírelas.
}
tray-lost-first = Retire primero las pastillas registradas.
tray-cleared = No queda ninguna registrada
confirm-all = CONFIRMAR LAS { $count }
confirm-all-not-yet = Falta revisar alguna pastilla
confirm-all-unseen = La cámara no ve la bandeja
start-over = Empezar de nuevo
no-pill-found = No se encontró ninguna pastilla. Ponga la pastilla sobre un fondo liso, acérquese y tome la fotografía de nuevo.
put-away = Cerrar
all-pills = { $count ->
    [one] 1 pastilla
   *[other] Las { $count } pastillas
}
pill-recorded = Registrada
pill-touching = Sepárelas
pill-touching-advice = Nadie puede decir cuántas son.
touching-refused = Primero separe las pastillas que se tocan.
pill-missing = Fuera de la bandeja, sin registro
pill-missing-advice = Vuelva a ponerla o toque para decidir.
pill-gone = La pastilla { $number } se retiró de la bandeja sin registro. Vuelva a ponerla, regístrela aquí o déjela sin registrar.
pill-forget = Dejar sin registrar
pill-several = { $count } × { $drug }
pill-picked = { $verdict } · Elegida por usted
pill-failed = No se pudo leer esta pastilla
pill-likeliest = { $verdict } · medicamento: { $percent } probable
pill-likeliest-turn = { $verdict } · Dele la vuelta · medicamento: { $percent } probable
pill-likeliest-reading = { $verdict } · Leyendo la inscripción… · medicamento: { $percent } probable
reading-picture = Leyendo la imagen…

## Calidad de la imagen

flaw-too-dark = Está demasiado oscuro para ver algo. Encienda una luz.
flaw-label = Hay texto a la vista, quizá una etiqueta. Esta imagen no se usa ni se guarda. Quite de la vista todo lo que no sea una pastilla.
flaw-hand = Una mano u otra cosa entra en la imagen. Retírela.
flaw-dust = Hay polvo en la bandeja. Límpiela.
flaw-cut-off = Solo una parte de ella está en la imagen. Mueva la pastilla entera dentro de la imagen.
flaw-too-far = Se ve demasiado pequeña. Acerque la cámara.
flaw-blurred = Está borrosa. Déjela quieta o enfoque de nuevo.
flaw-glare = Se refleja una lámpara en ella. Mueva la lámpara o la pastilla.
flaw-broken = Parece rota. Una pastilla rota se confunde fácilmente con otra: compare la inscripción o regístrela como sin identificar.

## Resultado

side-name = Fotografía de la pastilla, lado { $number }
measured = Visto: { $colors } · { $shape }
shape-unclear = forma poco clara
reading-imprint = Leyendo la inscripción…
imprint-read = Inscripción leída: { $words }
imprint-none = No se pudo leer ninguna inscripción
imprint-no-reader = Sin lector de inscripciones: solo imagen

# Lo que dice la etiqueta del frasco.
label-ask = Comparar con una etiqueta
label-change = Cambiar la etiqueta
label-title = ¿Qué dice la etiqueta?
label-lead = Escriba el nombre del medicamento, o escriba o escanee su NDC. Cada pastilla se compara entonces con él.
label-field = Medicamento o NDC de la etiqueta
label-field-hint = por ejemplo: warfarin 5
label-products = { $count ->
    [one] 1 producto
   *[other] { $count } productos
}
label-now = Se compara con: { $drugs }
label-go = Comparar
label-forget = Dejar de comparar
label-waits = Comparando con la etiqueta…
label-agrees = Coincide con la etiqueta
label-differs = NO coincide con la etiqueta
label-unclear = No se sabe si coincide
scanned-nowhere = No se usó lo que escribió el escáner: no había ningún campo elegido. Toque el campo que corresponda y vuelva a escanear.
imprint-typed = Inscripción, como usted la lee
imprint-typed-hint = Escriba lo que lee en ella: TEVA 5728
imprint-weighing = Primero se valora lo que usted leyó en ella: mire de nuevo y luego regístrela.
typed-agrees = La fotografía concuerda con “{ $words }”.
typed-contradicts = La fotografía contradice “{ $words }”. Lea la pastilla de nuevo o tome otra fotografía.
typed-no-reference = No hay fotografía de referencia de una pastilla con “{ $words }” para comparar.
typed-not-listed = Ninguna inscripción del catálogo se parece a “{ $words }”. Lea la pastilla de nuevo.

imprint-unlisted = no consta
labeler-unlisted = sin etiquetador indicado
other-side-add = Añadir el otro lado
one-side = Se vio un lado. Con los dos lados la respuesta es más segura.
both-sides = Se vieron los dos lados
sides-split = Son dos pastillas
turn-over = Darle la vuelta
turn-how = Dele la vuelta a la pastilla { $number } y retire la mano.
turn-blank = No se pudo leer nada en este lado. Dele la vuelta a la pastilla.
turn-shared = Muchas pastillas llevan esta inscripción. Dele la vuelta.
turn-unsure = Un lado no basta para saberlo. Dele la vuelta a la pastilla.
advice-blank = No se pudo leer nada en este lado. Dele la vuelta a la pastilla y añada una fotografía del otro lado.
advice-shared = Muchas pastillas llevan esta inscripción. Dele la vuelta y añada una fotografía del otro lado.
advice-unsure = Un solo lado no basta para saberlo. Dele la vuelta a la pastilla y añada una fotografía del otro lado.
advice-sides-differ = No parecen los dos lados de una misma pastilla. Fotografíe otra vez los dos lados de una sola pastilla.
advice-look-it-up = Las fotografías no lo resuelven. Busque en el catálogo o regístrela como sin identificar.
other-side-how = Abra, suelte o pegue una fotografía del otro lado
other-side-how-kiosk = Dé la vuelta a la pastilla y tome la foto
other-side-open = Abrir…
other-side-paste = Pegar
other-side-gone = Esta pastilla ya no está en la bandeja. Abra su fotografía de nuevo.
other-side-none = No se encontró ninguna pastilla en la fotografía del otro lado. Ponga la pastilla sobre un fondo liso y acérquese.
other-side-several = La fotografía del otro lado muestra { $count } pastillas. Fotografíe esta sola.
other-side-same = Esta es la fotografía que ya está. Dé la vuelta a la pastilla y fotografíe su otro lado.
looking-side = Mirando el otro lado…
candidates-waiting = Buscando candidatos…
candidates-failed = Sin candidatos. Busque en el catálogo o registre la pastilla como sin identificar.
candidates-title = Primero el más probable. Compare la inscripción y el dibujo antes de confirmar.
candidates-unsure = No hay certeza suficiente para nombrar uno. Compare con cuidado, añada el otro lado o regístrela como sin identificar.
candidate-name = { $rank }. { $drug }, { $percent }, { $verdict }
product-line = Inscripción { $imprint } · NDC { $ndc } · { $labeler }
look-alikes = { $count ->
    [one] 1 parecido
   *[other] { $count } parecidos
}
look-alikes-choose = Se ven iguales y son medicamentos distintos. Elija uno o regístrela como sin identificar.
look-alikes-same = Se ven iguales. Se registra el marcado.
look-alike-name = { $drug }, NDC { $ndc }, { $labeler }
remark-for = A favor
remark-against = En contra
remark = { $channel }: visto { $seen }, consta { $listed }
remark-nothing = nada
channel-picture = la imagen
channel-imprint = inscripción
channel-typed = inscripción escrita
channel-color = color
channel-shape = forma
channel-size = longitud
remark-mm = { $length } mm

## Peligro

verdict-hazardous = Peligroso
verdict-none = No consta como peligroso
verdict-unknown = Desconocido: tratar como peligroso
verdict-unknown-line = Sin identificar. Trátelo como peligroso y posiblemente controlado.
verdict-none-line = No consta en las reglas { $version }, cuya lista NIOSH 2024 es parcial.
verdict-waiting = Aún desconocido: tratar como peligroso
verdict-waiting-line = Hasta que se confirme un medicamento, toda pastilla se trata como peligrosa y posiblemente controlada.
estimate-handle = Tratar como peligroso
estimate-hazardous = Tratar como peligroso: { $percent } de probabilidad
estimate-none = El más probable no consta como peligroso
estimate-none-line = Peligro { $percent } probable
reason = { $system } { $code } · { $ingredient } · { $condition }
reason-source = Fuente: { $source }
reasons-why = ¿Por qué?
reasons-more = { $count ->
    [one] y 1 motivo más
   *[other] y { $count } motivos más
}
schedule = Controlado { $class }, DEA { $code }

## Decidir

quantity-less = Una menos
quantity-more = Una más
quantity-name = Cantidad { $count }, cambiar
quantity-title = ¿Cuántas son?
quantity-field = Número de unidades
quantity-take = Fijar la cantidad
quantity-refused = { $typed } no es una cantidad. Escriba un número entero del 1 al { $most }.
quantity-unit = { $count ->
    [one] unidad
   *[other] unidades
}
reference = Caso o referencia
reference-hint = Obligatorio aquí
reference-personal = Sin nombres ni fechas de nacimiento
reference-same = Mismo caso que antes: { $number }
discontinued = Suspendido el
confirm = CONFIRMAR
confirm-nothing = Primero elija uno
confirm-look-alike = Elija un parecido
not-this = NINGUNA
record-unidentified = SIN IDENTIFICAR
saving = Registrando…
already-recorded = Esta pastilla ya está registrada.
record-line = { $drug } × { $count }
record-many = { $count } pastillas
recorded = Registrado: { $line }
ledger-busy = El registro está ocupado. No se registró nada; espere un momento y confirme de nuevo.
undo = Deshacer
undo-line = Deshacer: { $line }
undo-title = ¿Retirar el último registro?
undo-how = El registro queda, y se le añade una corrección con su motivo.
undo-wrong-drug = Medicamento equivocado
undo-wrong-count = Cantidad equivocada
undo-twice = Registrado dos veces o por error
undo-other = Otro motivo
undo-other-hint = Con sus palabras
undo-go = Retirar
undone = Retirado: { $line }

## Búsqueda

search-title = Encontrar el medicamento en el catálogo
search-title-by-hand = Registrar a mano, sin fotografía
search-imprint = Inscripción
search-imprint-hint = ambos lados, en cualquier orden
search-name = Nombre
search-name-hint = medicamento o marca
search-ndc = NDC
search-ndc-hint = 00093-7248-06
search-color = Color
search-shape = Forma
search-any = cualquiera
search-empty = Escriba lo que pueda leer. Basta una parte de la inscripción; no importan mayúsculas, espacios ni el orden.
search-nothing = Nada en el catálogo coincide. Pruebe con menos palabras o registre la pastilla como sin identificar.
chosen-now = Lo que usted eligió
group-ndc = Este NDC ({ $count })
group-exact = Exactamente esto ({ $count })
group-partial = Parte de la inscripción ({ $count })
group-variants = Caracteres parecidos o leídos al revés ({ $count })
group-name = Por nombre ({ $count })
group-open = No se puede descartar, el catálogo no lo dice ({ $count })
group-more = y { $count } más; añada palabras para reducirlo

## Registro

log-words = Nombre, NDC, etiquetador o referencia
log-words-hint = cualquier parte
log-from = Desde
log-to = Hasta
log-kind = Mostrar
date-hint = 01/31/2026
date-problem = { $field }: no es una fecha (mes/día/año)
kind-all = todo
kind-hazardous = peligrosos
kind-unidentified = sin identificar
kind-withdrawn = retirados
kind-controlled = lista { $class }
log-loading = Leyendo el registro…
log-empty = Aún no hay nada registrado. Aquí aparece lo que usted confirma.
log-none-match = Ningún registro coincide con este filtro.
log-count = { $count ->
    [one] 1 registro
   *[other] { $count } registros
}
log-count-more = Los { $count } registros más recientes; desplácese para ver los anteriores
log-unidentified-note = Tratado como peligroso y posiblemente controlado
log-corrected = Corregido por { $who }: { $reason }
log-withdrawn = Retirado por { $who }: { $reason }
log-by-hand = a mano
column-time = Hora
column-drug = Medicamento
column-quantity = Cant.
column-hazard = Peligro
column-schedule = Lista
column-confidence = Confianza
column-who = Quién
export = Exportar…
export-path = Escribir en
export-choose = Elegir…
export-go = Exportar CSV
export-note = Escribe los registros que coinciden con el filtro. La identificación por imagen es una ayuda, no un resultado de laboratorio. Esto no es un formulario de la DEA.
export-note-research = Escribe los registros que coinciden con el filtro, con la marca de agua RESEARCH/DEMO. La identificación por imagen es una ayuda, no un resultado de laboratorio. Esto no es un formulario de la DEA.
export-no-name = Indique un archivo para exportar, por ejemplo registro.csv.
export-is-csv = Una exportación es CSV: termine el nombre en .csv, o haga el registro de desechos en Informes.
file-hidden = { $path } es un lugar oculto. Indique otro archivo u otra carpeta.
file-there = { $path } ya existe. Dé otro nombre al archivo.
exported = { $rows ->
    [one] 1 registro exportado a { $path }
   *[other] { $rows } registros exportados a { $path }
}

## Informes

long-export = Exportando…
long-report = Elaborando el informe…
long-check = Comprobando el registro…
long-back-up = Haciendo una copia de seguridad…
long-read = { $count ->
    [one] 1 registro leído
   *[other] { $count } registros leídos
}
long-stopping = Deteniendo…
long-stopped = Detenido. No queda nada de ello y ningún registro se tocó.
long-busy = Otra tarea sigue en marcha. Espere a que termine o cancélela primero.
record-title = El registro mismo
record-backups = Las copias de seguridad van a { $folder }.
record-no-backups = No hay carpeta para copias de seguridad: indique una como `backup_folder` en settings.toml.
record-check = Comprobar el registro
record-back-up = Hacer una copia ahora
record-whole = { $count ->
    [one] El registro está íntegro: su única anotación está como se escribió.
   *[other] El registro está íntegro: sus { $count } anotaciones están como se escribieron.
}
record-broken = { $count ->
    [0] El registro no se verifica: { $finding }. Guarde una copia y restaure la última copia de seguridad.
    [one] El registro no se verifica: { $finding }. La única anotación anterior está íntegra. Guarde una copia y restaure la última copia de seguridad.
   *[other] El registro no se verifica: { $finding }. Las { $count } anotaciones anteriores están íntegras. Guarde una copia y restaure la última copia de seguridad.
}
record-other-key = La clave no corresponde al registro: { $finding }. O esa clave o el registro no es de esta estación. Compare la clave con la que se guarda bajo llave: si son distintas, devuelva la de esta estación; si son iguales, guarde una copia del registro y restaure la última copia de seguridad.
record-odd-head = El registro en sí está íntegro, pero { $finding }. Compare esta cabecera con la que se entregó, o saque el archivo de la carpeta heads.
record-head-of-other-key = En el registro no hay nada mal, pero { $finding }. Esa cabecera no se comparó con él. Guarde esas cabeceras fuera de la carpeta heads e indique el signing.pub que les corresponde: `takeback verify --against CABECERA --public-key ARCHIVO`.
backed-up = { $count ->
    [one] 1 anotación, comprobada, está en { $path }
   *[other] { $count } anotaciones, comprobadas, están en { $path }
}
reports-title = ¿Qué informe?
report-by-act = Período, según el día del desecho; vacío significa todo
report-by-entry = Período, según el día de ingreso; vacío significa todo
report-today = Hoy
report-week = Últimos 7 días
report-month = Este mes
report-year = Este año
report-all = Todo
report-format = Como
report-pdf = PDF, para imprimir y firmar
report-xlsx = Libro de Excel
report-csv = CSV, para programas
report-go = Hacer el informe
report-backwards = El período termina antes de empezar. Corrija uno de los dos días.
report-none = Primero elija un informe.
report-no-name = Indique un archivo para el informe.
report-note = El informe dice qué es, el sitio, el período y el último registro con que se hizo. Está en inglés, como el registro legal. Esto no es un formulario de la DEA.
report-note-research = El informe lleva la marca de agua RESEARCH/DEMO. Está en inglés, como el registro legal. Esto no es un formulario de la DEA.
reported = { $rows ->
    [one] El informe con 1 fila está en { $path }
   *[other] El informe con { $rows } filas está en { $path }
}

## Acerca de

about-claims-title = Lo que afirma este programa
about-aid = La identificación por imagen es una ayuda, no un resultado de laboratorio. Una persona confirma cada registro.
about-not-safe = Nunca dice que una pastilla sea segura. A lo sumo, no consta como peligrosa en las reglas que tiene.
about-offline = Funciona sin conexión. Las fotografías y los registros quedan en esta computadora.
about-facts-title = Lo que sabe
about-program = Programa
about-catalog = Catálogo
about-coverage = { $count } productos, { $photographed } con fotografía de referencia, al { $date }. Una pastilla fuera de él no se puede nombrar.
about-rules = Reglas de peligro
about-rules-caveat = No está completo
about-model = Modelo
about-runtime = Motor de ejecución
about-imprint = Lector de inscripciones
about-imprint-yes = presente
about-site-title = Este sitio
about-mode = Tipo
about-law = Ley
about-action = ¿Podemos { $action }?
about-action-yes = Sí
about-mode-text = En resumen
about-home = Registro y configuración
about-keys-title = Teclas
key-pick = elegir un candidato
key-confirm = confirmar lo elegido
key-not-this = no es esta: buscar en el catálogo
key-unidentified = registrar como sin identificar
key-other-side = añadir el otro lado
key-quantity = cantidad
key-undo = retirar el último registro
key-photo = abrir una fotografía, pegarla
key-try = probar con un dibujo
key-search = buscar en el catálogo, exportar el registro o hacer el informe
key-back = detener, atrás, cerrar
key-screens = Identificar, Registro, Acerca de, Pendientes, Informes, Bolsas, Paquetes, Jornada, Sitio y personas, orientación, Revisión
key-theme = claro u oscuro
about-licences-title = Licencias
about-licences = takeback: MIT o Apache-2.0. Fuente Atkinson Hyperlegible Next: SIL Open Font License 1.1. Datos del catálogo: NLM C3PI y RxNorm, dominio público de EE. UU.

## Firmas

signing-two = Firman dos personas distintas. La primera: elija su nombre e ingrese su propio PIN.
signing-second = { $name } ha firmado. Ahora otra persona: elija su nombre e ingrese su propio PIN.
signing-one = Firme con su propio PIN.
signing-has-signed = { $name } ya ha firmado; la ley exige dos personas distintas.
signing-too-few = Aquí no hay suficientes personas que puedan firmar. Un administrador las añade en Sitio y personas.
signing-go = Firmar
signing-cancel = Volver al formulario, no se pierde nada

## Custodia

nav-todo-count = { $count ->
    [0] Pendientes
   *[other] Pendientes ({ $count })
}
nav-liners = Bolsas
nav-packages = Paquetes
nav-event = Jornada
acts-not-here = No en este tipo de sitio
acts-law = { $steps }: { $text } ({ $citation })
step-acquire-liner = Llegaron bolsas interiores nuevas
step-receive-liner = Llegaron bolsas selladas
step-install-liner = Colocar una bolsa interior
step-seal-liner = Sacar una bolsa interior y sellarla
step-store-liner = Almacenar bolsas selladas
step-transfer-liner = Entregar bolsas selladas
step-destroy-liner = Destruir bolsas selladas aquí
step-discard-liner = Bolsa sin usar perdida o dañada
step-regain-liner = Volvieron bolsas entregadas
step-strike-liner = Bolsa registrada por error
step-acquire-package = Llegaron paquetes sin usar
step-offer-package = Poner paquetes a disposición
step-send-package = Enviar paquetes a un tercero
step-receive-package = Volvieron paquetes
step-take-over = Llegaron paquetes o cajas de la policía
step-receive-foreign = Llegó un paquete ajeno
step-notify = Registrar que se avisó a la oficina local de la DEA
step-destroy-package = Destruir aquí paquetes devueltos
step-discard-package = Paquete sin usar perdido o dañado
step-regain-package = Volvieron paquetes entregados
step-strike-package = Paquete registrado por error
step-open-session = Abrir una jornada de recolección
step-seal-box = Sellar una caja
step-void-box = Caja registrada por error
step-deposit = Registrar el depósito
step-close-session = Entregar y cerrar la jornada
step-inventory = Hacer el inventario
step-designate = Nombrar a un supervisor de la institución
lead-deposit = A partir de aquí no se registra nada artículo por artículo, y no se vuelve a mirar lo que hay en las cajas. Aún se pueden sellar cajas.
lead-seal = Un solo acto: la bolsa se sella en cuanto sale, y nunca se vuelve a abrir. El peso es el de la bolsa sellada entera.
lead-foreign = Solo un paquete que no se ofreció aquí ni se acordó, y que probablemente contiene sustancias controladas. Nunca lo abra. Debe avisar a la oficina local de la DEA en un plazo de 3 días hábiles.
lead-take-over = Paquetes sellados, o cajas de una jornada de recolección, que la policía entrega para su destrucción. No los abra nunca. El registro nombra la agencia y al oficial que los entrega.
lead-inventory = Escanee todo lo que hay. Lo que según el registro está aquí y usted no escaneó se anota como faltante. El contenido no se cuenta.
lead-designate = El recolector nombra a un supervisor de la institución, que puede ser una de las dos personas ante su receptáculo. La otra es siempre un empleado del recolector.
lead-box = Pese la caja llena y la vacía. La caja no se vuelve a abrir.
lead-void-box = El registro de la caja se queda y ya no cuenta. Su número y sus sellos vuelven a estar libres: después registre la caja tal como es.
slot-size = Tamaño en galones, según la bolsa
slot-place = Dirección del lugar
slot-storage = Dónde se almacena
slot-weight = Peso en libras
slot-kind = Entregado a
slot-name = Nombre de la otra parte
slot-address = Dirección de la otra parte
slot-handed-by = Oficial que lo entregó, si vino de la policía
slot-received-from = Recibido de
slot-boxes = Qué es
slot-registration = Número de registro de la DEA de la otra parte
slot-order-form = Número del formulario de pedido, DEA 222 o CSOS
slot-means = Cómo viajan
slot-carrier = Nombre del transportista
slot-method = Cómo se hace irrecuperable
slot-reason = Qué pasó
slot-office = Qué oficina local de la DEA
slot-agreement = Por acuerdo con este recolector
slot-officer = Oficial que supervisa la recolección
slot-officer-number = Número de ese oficial
slot-event-place = Dónde se realiza
slot-starts = La recolección empieza a las
slot-box = Número de la caja
slot-gross = Llena, lb
slot-tare = Vacía, lb
slot-taker = Las cajas van a
slot-handed-at = Entregado a las
slot-taken = En qué momento del día
slot-person = De quién es la cuenta
slot-facility = La institución que lo emplea
slot-standing = Desde ahora
slot-day = Día en que ocurrió
hint-size = 10
hint-weight = 23.4
hint-registration = AB1234563
hint-method = incineración
hint-time = 09:30
hint-agreement = solo si no es uno de los nuestros
to-reverse-distributor = Distribuidor inverso
to-distributor = Distribuidor
to-supplier = Proveedor
to-manufacturer = Fabricante
to-instructed = Indicado por la DEA
to-dea = DEA
by-carrier = Transportista público o contratado
by-pick-up = Recogida por el destinatario
by-own-vehicle = Vehículo propio
taker-dea = Agente de la DEA
taker-destruction = Lugar de destrucción
taken-opening = Al abrir
taken-close = Al cerrar
boxes-no = Paquetes de devolución por correo
boxes-yes = Cajas de una jornada de recolección
standing-designated = Puede firmar en la institución
standing-no-more = Ya no puede firmar allí
scan-liners = Escanee o escriba los números de las bolsas
scan-packages = Escanee o escriba los números de los paquetes
scan-seals = Escanee o escriba los números de los sellos
scan-on-hand = Escanee todo lo que hay
scan-hint = termina con Enter
scan-none = Aún no se escaneó nada.
scan-count = { $count ->
    [one] 1 número
   *[other] { $count } números
}
scan-twice = { $number } ya se escaneó antes; está una vez.
scan-remove = Quitar { $number }
form-line = { $field }: { $value }
form-numbers = { $count ->
    [one] Número: { $numbers }
   *[other] { $count } números: { $numbers }
}
form-missing = { $field }: escriba una línea de texto
form-may-be-empty = { $field } (si lo hay)
time-problem = { $field }: no es una hora como 09:30
form-record = Registrar
form-sign-one = Revisar y firmar
form-sign-two = Revisar y firmar, dos personas
form-note-one = Firma una persona con su propio PIN.
form-note-two = Firman dos personas distintas, cada una con su propio PIN.
form-checking = Comprobando…
form-back = Atrás
form-throw-away = Vaciar este formulario
designate-nobody = Elija a una persona
box-no-seal = Escanee el número de al menos un sello o cinta de la caja.
history-title = Lo que se registró
history-step = { $day }: { $done }
history-entered = Ingresado por { $who }, { $when }, registro { $number }
history-signed = Firmado por
done-acquired = llegó sin usar
done-received-sealed = llegó sellada
done-installed = colocada en el receptáculo
done-sealed = sacada y sellada
done-stored = almacenada
done-transferred = entrega
done-destroyed = destrucción
done-discarded = descarte sin usar
done-regained = regreso tras la entrega
done-struck = anulación por error de registro
done-offered = puesto a disposición
done-sent = enviado a un tercero
done-returned = volvió sellado
done-taken-over = recibido de la policía
done-foreign = llegó, ajeno
done-notified = oficina local de la DEA avisada
things-find = Buscar un número
things-find-hint = escanee o escriba
things-none = Aún no hay nada registrado aquí. Empiece a la izquierda, con lo que llegó.
things-none-match = Nada coincide aquí.
shelf-here = Todo lo que hay ({ $count })
shelf-unused = Sin usar ({ $count })
shelf-installed = Colocadas ({ $count })
shelf-sealed = Selladas ({ $count })
shelf-stored = Almacenadas ({ $count })
shelf-gone = Ya no están ({ $count })
shelf-out = Fuera ({ $count })
shelf-returned = Devueltos ({ $count })
thing-name = { $number }, { $is }, desde { $since }, { $size }
thing-since = desde { $day }
thing-close = Cerrar este historial
pounds = { $number } lb
event-headline = Jornada { $number }, { $place }, { $day } { $time }
event-counts = { $boxes ->
    [0] Aún no hay cajas selladas
    [one] 1 caja sellada, { $net } lb netas
   *[other] { $boxes } cajas selladas, { $net } lb netas
}
event-none = No hay ninguna jornada de recolección abierta
event-none-lead = Primero abra una, con el oficial que supervisa la recolección. Solo se registran artículos mientras hay una jornada abierta y aún no se depositó nada.
event-earlier = Jornadas anteriores
event-collecting = Recolectando: los artículos se pueden registrar uno por uno antes de que entren en una caja.
event-deposited = Todo está depositado. Selle las cajas y entréguelas.
event-closed = Cerrada.
event-officer = { $agency }; supervisa { $name }, número { $number }
event-no-box = Selle la primera caja cuando esté llena.
event-nothing-collected = No se recolectó nada.
event-needed = No hay ninguna jornada de recolección abierta. Solo se registran artículos durante una.
event-past = Todo lo de esta jornada está depositado. Ya no se registran artículos.
event-go = Ir a la jornada
box-number = Caja
box-net = Neto, lb
box-seals = Sellos
inventory-complete = Está escaneado todo lo que según el registro hay aquí.
inventory-missing = { $count ->
    [one] Falta escanear 1 cosa que según el registro está aquí
   *[other] Falta escanear { $count } cosas que según el registro están aquí
}
inventory-none = No se encontró nada.
inventory-not-found = { $count ->
    [one] No se encontró 1 cosa que según el registro está aquí
   *[other] No se encontraron { $count } cosas que según el registro están aquí
}
inventory-no-taken = Indique en qué momento del día: al abrir o al cerrar.
inventory-unused-liners = Bolsas sin usar: { $numbers }
inventory-sealed-liners = Bolsas selladas: { $numbers }
inventory-unused-packages = Paquetes sin usar: { $numbers }
inventory-returned-packages = Paquetes devueltos: { $numbers }
todo-lead = { $count ->
    [0] No hay nada pendiente
    [one] 1 cosa pendiente
   *[other] { $count } cosas pendientes
}
todo-nothing = Aquí aparece lo que espera a alguien: plazos que vencen, faltantes de un inventario, jornadas abiertas, formularios empezados.
todo-form = { $count ->
    [0] Empezado y sin registrar: { $form }
    [one] Empezado y sin registrar: { $form }, 1 número
   *[other] Empezado y sin registrar: { $form }, { $count } números
}
todo-go-on = Continuar
todo-show = Mostrar { $number }
todo-event = Ir a la jornada
lapse-head = El { $day } no se firmó ninguna cabecera. Ejecute `takeback head`, que dice por qué.
lapse-backup = No hay copia de seguridad en { $folder } desde ayer; la más reciente es del { $day }. Compruebe que el disco está ahí y tiene espacio, y ejecute `takeback backup`.
lapse-no-backup = No hay ninguna copia de seguridad en { $folder }. Compruebe que el disco está ahí y tiene espacio, y ejecute `takeback backup`.
lapse-self-check = Hay que hacer una autocomprobación con pastillas conocidas; la última fue el { $day }. Ejecute `takeback self-check`.
lapse-no-self-check = Hay que hacer una autocomprobación con pastillas conocidas; todavía no hubo ninguna. Ejecute `takeback self-check`.
lapse-known-pills = { $pills ->
    [one] 1 pastilla conocida ahora se reconoce mal o ya no se nombra, o quedó fuera de la autocomprobación del { $day }. Revise la cámara, la luz y la escala, después el modelo, y ejecute de nuevo `takeback self-check`.
   *[other] { $pills } pastillas conocidas ahora se reconocen mal o ya no se nombran, o quedaron fuera de la autocomprobación del { $day }. Revise la cámara, la luz y la escala, después el modelo, y ejecute de nuevo `takeback self-check`.
}
lapse-model = Según el registro, el modelo en uso es { $recorded }; según el disco, { $used }. Instale de nuevo la versión o vuelva al que viene con el programa: `takeback model rollback --shipped`.
lapse-model-gone = El modelo instalado ya no está en { $folder }, así que se usa el que viene con el programa. Instale de nuevo su versión (`takeback model install RELEASE`) o quédese con el que viene con el programa: `takeback model rollback --shipped`.
lapse-model-shipped = el que viene con el programa
lapse-model-release = la versión { $release }
lapse-drift = Desde el { $day } se aceptó lo que dijo el modelo en el { $now } % de { $items } artículos; antes, en el { $before } % de { $earlier }. Revise la cámara y la luz, ejecute `takeback self-check` y vea las cifras de la revisión.
todo-sent-back = { $item }, registrado por { $operator }, fue devuelto por { $by } el { $day }: { $reason }. Quien revisa lo corrige o lo retira.
todo-review = Ir a la revisión

## Sitio y personas

nav-staff = Sitio y personas
sign-in-forgot = Olvidé el PIN
staff-mine = Mi PIN
staff-people = Personas
staff-site = Sitio
staff-camera = Cámara
staff-no-accounts = Aquí nadie tiene cuenta todavía. Primero configure el sitio.
staff-strength = Un PIN tiene al menos 6 dígitos; una frase de contraseña, al menos 12 caracteres.
staff-old = PIN o frase de contraseña actual
staff-secret = PIN o frase de contraseña nuevos
staff-change-mine = Cambiar mi PIN
staff-add = Añadir a alguien
staff-add-go = Añadir a esta persona
staff-name = Nombre de la persona, como aparece en los registros
staff-role = Función
staff-code = Código de recuperación nuevo
staff-officer = oficial { $number }
staff-officer-none = No es oficial de la agencia
staff-officer-go = Fijar el número de oficial
staff-done-officer = Queda registrado si esta persona es oficial de la agencia.
staff-of-collector = personal del recolector
staff-collector = ¿Es del personal del recolector? Los dos que firman ante su receptáculo lo son, o uno de ellos y un supervisor designado de la institución (21 CFR 1317.80(c)).
staff-collector-yes = sí
staff-collector-no = no
staff-done-collector = Queda registrado para quién trabaja esta persona.
staff-disabled = desactivada
staff-locked = bloqueada hasta { $until }
staff-give-lead = PIN olvidado: que elija otro aquí. También termina un bloqueo.
staff-give = Dar el PIN nuevo
staff-disable-lead = Ya nadie inicia sesión con esta cuenta. Lo que hizo queda en el registro.
staff-disable = Desactivar
staff-disabled-lead = Desactivada. Un PIN nuevo deja entrar de nuevo a esta persona.
staff-done-role = La función está cambiada.
staff-done-disabled = La cuenta está desactivada.
staff-done-secret = El PIN nuevo está puesto.
staff-done-mine = Su PIN está cambiado.
staff-done-added = La cuenta está creada.
staff-done-site = El sitio está configurado como se muestra, y eso consta en el registro.
staff-address = Dirección del sitio
staff-registration = Número de registro de la DEA
staff-other-number = Este registro es el del número de la DEA { $number }. Otro local registrado lleva el suyo, en una carpeta propia (21 CFR 1304.21(b)).
staff-renumbered = Mismo local, número nuevo: por qué
staff-other-address = Este registro es el del local registrado en { $address }. Otro local registrado lleva el suyo, en una carpeta propia (21 CFR 1304.21(b)).
staff-relocated = Mismo registrante, se mudó: cuándo se modificó el registro ante la DEA (21 CFR 1301.51), o qué estaba mal escrito
staff-registered-name = Nombre en el certificado, si es otro
staff-telephone = Teléfono
staff-contact = A quién preguntar por el registro
staff-practitioner = ¿El registrante es un profesional de la salud según la DEA (farmacia, hospital, clínica, médico, dentista, veterinario)?
staff-practitioner-open = sin indicar
staff-practitioner-yes = sí
staff-practitioner-no = no
staff-save-site = Guardar el sitio
staff-site-record = El cambio es en sí un registro, con su nombre.
staff-camera-lead = La cámara sobre la bandeja. Lo que se elige vale enseguida y en cada inicio.
staff-camera-format = El camera_format de settings.toml es el de la cámara en uso. Otra cámara se usa sin él.
staff-camera-first = La primera que haya
staff-camera-away = no conectada
staff-camera-none = No hay ninguna cámara conectada. Conecte una y busque de nuevo.
staff-camera-looking = Buscando cámaras…
staff-camera-again = Buscar de nuevo
staff-camera-done = Desde ahora se usa esta cámara.
staff-mode-same = Al elegir otro tipo de sitio se muestra aquí qué cambia.
staff-mode-changes = De { $from } a { $to } cambia esto:
staff-mode-may = Podemos { $action }.
staff-mode-partly = Podemos { $action }, solo lo no controlado.
staff-mode-may-not = No podemos { $action }.
recover-title = PIN olvidado
recover-others = Un administrador con sesión iniciada le da un PIN nuevo: Sitio y personas, Personas. Si ningún administrador puede iniciar sesión, el código de recuperación ayuda a uno de ellos.
recover-who = Qué administrador
recover-code = Código de recuperación
recover-go = Poner el PIN nuevo

## Orientación

nav-guidance = Orientación
guidance-title = Devuelva aquí sus medicamentos
guidance-lead = Deposítelos usted mismo. No se anota nada sobre usted ni sobre ellos.
guidance-yes-title = Esto se puede depositar
guidance-yes =
    Pastillas, cápsulas, parches y cremas
    Medicamentos con receta, incluidos los controlados
    Medicamentos sin receta y los de mascotas
    Líquidos, bien cerrados en su frasco
guidance-no-title = Esto no se puede depositar
guidance-no =
    Agujas y objetos punzantes
    Drogas ilegales, incluida la marihuana
    Termómetros, pilas, aparatos
    Medicamentos de un negocio, como un consultorio
guidance-label-title = Su nombre en la etiqueta
guidance-label =
    Quite la etiqueta o tache su nombre.
    Aquí nadie lo necesita.
guidance-drop-title = Deposítelo usted mismo
guidance-drop =
    El personal no puede tomarlo, contarlo ni clasificarlo por usted.
    Lo depositado ya no se puede sacar.
guidance-leave = Personal: salir de esta pantalla
guidance-prove = { $name }: ingrese su PIN para salir
guidance-back = Volver a la orientación

## Ayuda, idioma, colores, tamaño, sonido

nav-more = Más
nav-more-here = Más: { $screen }
key-help = ayuda para esta pantalla
presentation-title = Idioma, colores, tamaño, sonido
presentation-language = Idioma
presentation-theme = Colores
presentation-size = Tamaño de palabras y botones
presentation-sound = Sonidos
theme-light = Claro
theme-dark = Oscuro
theme-high-contrast = Alto contraste
theme-system = Como el escritorio
volume-off = Sin sonido
volume-low = Bajo
volume-medium = Medio
volume-loud = Alto
aside-close = Listo
help-title = Ayuda
help-line = { $number }. { $line }
help-stuck-title = Cuando nadie puede decir qué es
help-stuck = Regístrelo como sin identificar: entonces se trata como peligroso y posiblemente controlado. Nunca adivine.
help-welcome =
    “Configurar este sitio” crea al primer administrador. Solo entonces un sitio que no sea de investigación puede registrar algo.
    “Solo probar” muestra todo sin cuentas; lo exportado lleva marca de agua.
help-setup =
    Escriba su nombre como debe aparecer en los registros.
    Elija un PIN de al menos 6 dígitos o una frase de contraseña de al menos 12 caracteres, y escríbalo dos veces.
    Elija el tipo de sitio. Debajo de cada uno está lo que la ley permite allí.
    La dirección, el número de registro de la DEA y las personas se pueden añadir después en Sitio y personas.
help-code =
    Anote ahora el código en papel. No se vuelve a mostrar.
    Guarde el papel bajo llave lejos de esta computadora.
help-sign-in =
    Toque su nombre.
    Ingrese su PIN en el teclado, o escriba su frase de contraseña.
    Si lo olvidó, un administrador le da uno nuevo.
help-unlock =
    Escriba la frase de contraseña que se eligió al cifrar el registro, con sus mayúsculas, espacios y signos.
    Con “Mostrar lo que se escribe” puede leerla antes de abrir el registro.
    Una equivocada no cambia nada; inténtelo cuantas veces haga falta.
    Si aquí nadie la sabe, pregunte a quien la guarda en papel. Sin ella no se puede leer ni el registro ni una copia de seguridad.
help-recover =
    Solo un administrador puede usar el código de recuperación, y cada código sirve una vez.
    Ingrese el código del papel y elija un PIN nuevo.
help-guidance =
    Ponga usted mismo sus medicamentos en el receptáculo.
    El personal sale de esta pantalla con su PIN.
help-capture =
    Ponga las pastillas sobre un fondo liso sin que se toquen. Sin etiquetas ni nombres.
    Con cámara, espere a que queden quietas o toque “Tomar foto”. Sin cámara, abra, suelte o pegue una fotografía.
    ¿Sin fotografía? Toque “Buscar en el catálogo”.
help-capture-kiosk =
    Ponga las pastillas sobre un fondo liso sin que se toquen. Sin etiquetas ni nombres.
    Espere a que queden quietas o toque “Tomar foto”. ¿Sin imagen? Conecte la cámara.
    Sin cámara, toque “Buscar en el catálogo”.
help-tray =
    Toque una pastilla, en la lista o en la fotografía, y decida qué es.
    Separe las pastillas que se tocan y tome la fotografía de nuevo. Lo que no se pueda separar: “Buscar en el catálogo”.
    “Cerrar” cierra la fotografía. Lo registrado queda; las pastillas sin registrar se descartan.
help-tray-live =
    Toque una pastilla, en la lista o en la imagen, y decida qué es. El botón “CONFIRMAR LAS…” las registra juntas cuando no hay duda de ninguna.
    Separe las pastillas que se tocan. La cámara mira por sí sola cuando todo está quieto. Lo que no se pueda separar: “Buscar en el catálogo”.
    Una pastilla que se retira sin registro queda en la lista hasta que usted decida.
    “Empezar de nuevo” lo mira todo otra vez. Lo registrado queda registrado.
help-result =
    Compare la inscripción y el dibujo con la pastilla. Toque el candidato que coincide.
    Indique cuántas hay y después CONFIRMAR.
    ¿Duda? Añada el otro lado. ¿Ninguno coincide? NINGUNA busca en el catálogo.
    Deshacer retira el último registro; en “Registro” quedan ambos.
help-search =
    Escriba lo que pueda leer: parte de una inscripción, un nombre o un NDC.
    Toque el medicamento, indique cuántas hay y después CONFIRMAR.
help-log =
    Escriba parte de un medicamento, NDC o referencia para encontrar un registro. Las fechas lo limitan.
    “Exportar…” escribe en un archivo lo que muestra el filtro.
    Nada se borra nunca: una corrección queda junto a lo que corrige.
help-review =
    Empiece por arriba: lo menos seguro va primero.
    Apruébelo, corríjalo o devuélvalo con un motivo.
    Nadie aprueba lo que ingresó por sí mismo, salvo que aquí nadie más pueda revisar.
help-reports =
    Elija un informe, el período y el formato.
    “Hacer el informe” lo escribe en el lugar que se muestra.
help-about =
    Aquí está lo que sabe el programa, qué tan antiguo es y lo que puede hacer este sitio.
help-mine =
    Cambie aquí su propio PIN. Necesita el actual.
help-people =
    Un administrador añade aquí a las personas y da un PIN nuevo a quien olvidó el suyo.
    Toque a alguien para cambiar su función o su número de oficial, o desactivarlo.
help-site =
    Un administrador indica aquí el tipo de sitio, su dirección y su registro de la DEA.
    Lo que cambiaría otro tipo de sitio se muestra antes de guardar.
help-camera =
    Un administrador elige aquí qué cámara mira la bandeja. Cada una conserva su nombre, sea cual sea el puerto o el orden.
    Otra cámara, o imágenes de otro tamaño, se tienen que calibrar.
help-todo =
    Aquí está lo que espera a alguien, primero lo más urgente.
    Tóquelo para ir a donde se hace.
help-liners =
    Elija a la izquierda lo que pasó con una bolsa, escanee su número y llene el formulario.
    La mayoría de los pasos los firman dos personas distintas.
    Toque una bolsa para ver su historial.
help-packages =
    Elija a la izquierda lo que pasó con un paquete y escanee su número.
    Un paquete nunca se abre.
help-event =
    Abra la jornada con el oficial que la supervisa; después se pueden registrar artículos.
    Selle y pese cada caja; registre el depósito; entregue y cierre.
help-form =
    Escanee o escriba los números, llene cada campo, después revise y firme.
    Nada se registra antes de firmarse, y un formulario empezado se conserva.
keyboard-letters = qwertyuiop asdfghjklñ zxcvbnm
keyboard-signs = -/.,:;@#%& ()[]"'+=*_¿¡ áéíóúüñ!?$
keyboard-to-signs = Signos, áéí
keyboard-to-letters = Letras
keyboard-space = Espacio
keyboard-next = Campo sig.
keyboard-enter = Enter
keyboard-delete = Borrar la última letra
keyboard-capital = Mayúscula
keyboard-small = Minúscula
keyboard-show = Mostrar las teclas
keyboard-hide = Ocultar las teclas
kiosk-title = ¿Salir del quiosco?
kiosk-lead = Solo puede un administrador, con su propio PIN o frase de contraseña. No se pierde nada.
kiosk-leave = Salir
kiosk-stay = Quedarse
kiosk-no-camera = No hay ninguna cámara conectada. Conecte una.
kiosk-by-hand = Hasta que llegue su imagen, busque en el catálogo a mano.
kiosk-no-files = Un quiosco no abre archivos ni el portapapeles. Ponga la pastilla bajo la cámara o busque en el catálogo a mano.
tour-step = Configuración, paso { $number } de { $all }
tour-people = Añada a las personas que trabajan aquí. Puede hacerlo más tarde, en Sitio y personas.
tour-camera = Conecte la cámara y apúntela recta hacia la bandeja: su imagen aparece abajo. Puede hacerlo más tarde.
tour-tray = Ponga bajo la cámara un fondo liso y mate con luz pareja. Medir la bandeja hace más segura la identificación; puede hacerlo más tarde.
tour-next = Paso siguiente
tour-done = Configuración lista
tour-later = El resto más tarde
licences-title = Todo lo que contiene

## Calibration

nav-calibration = Calibración
key-calibration = medir la bandeja con la tarjeta de calibración
help-calibration =
    Guarde la tarjeta, imprímala a tamaño real (100 %) y mida su línea con una regla.
    Póngala plana bajo la cámara de modo que llene la imagen. Las marcas que se pueden leer se perfilan.
    Toque “Tomar la calibración”, compare las cifras y toque “Usar esta calibración”. Hasta entonces vale la anterior.
tour-calibrate = Medir la bandeja con la tarjeta
calibrate = Medir la bandeja
calibrate-again = Medir la bandeja de nuevo
scale-known = Las pastillas se miden con la calibración del { $day }. Si desde entonces se movió la cámara o la bandeja, mida de nuevo.
scale-never = Las pastillas no se miden: esta cámara nunca se calibró.
scale-other-size = Esta cámara se calibró el { $day } para imágenes de otro tamaño: los tamaños no se usan hasta que se calibre de nuevo.
scale-stale = Las pastillas no se miden: la calibración tiene { $days } días y el límite es { $most }. Mida la bandeja de nuevo.
scale-other-camera = Esta no es la cámara que se calibró el { $day }: los tamaños no se usan hasta que se calibre esta.
scale-moved = Parece que la cámara se movió desde que se calibró el { $day }: los tamaños no se usan hasta que se calibre de nuevo o se confirme que no se ha movido.
scale-known-noticed = Las pastillas se miden con la calibración del { $day }. Si la cámara o la bandeja se mueve, el programa lo nota.
scale-known-plain = Las pastillas se miden con la calibración del { $day }. La bandeja es demasiado lisa para que el programa note si se movió la cámara: si se movió, mida de nuevo.
scale-other-white = El balance de blancos de la cámara no es el de cuando se midió la tarjeta, así que los colores se juzgan por el fondo alrededor de cada pastilla. Mida la bandeja de nuevo.
camera-unmoved = No se ha movido
camera-unmoved-kept = Anotado: la cámara no se ha movido. Los tamaños se usan de nuevo.
calibration-title = Medir la bandeja
calibration-cost = Una tarjeta impresa le dice al programa qué tamaño tiene una pastilla y qué color tiene la luz. Sin ella todo lo demás funciona, pero se nombran menos pastillas: en imágenes de prueba sin inscripción legible, el medicamento correcto quedó primero en 4 casos menos de cada 100, y los colores se juzgan suponiendo la luz.
calibration-now = Hasta ahora
calibration-print = 1. Imprima la tarjeta
calibration-print-lead = Una página para carta y A4. Imprímala a tamaño real (100 %, no “ajustar a la página”).
calibration-path = Archivo para la tarjeta (PDF)
calibration-save-card = Guardar la tarjeta
card-saved = La tarjeta está en { $path }. Imprímala a tamaño real y mida su línea con una regla.
calibration-lay = 2. Ponga la tarjeta plana bajo la cámara de modo que llene la imagen; puede sobresalir. Con la luz de trabajo encendida.
calibration-ruler = Lo que mide en el papel la línea de 100 mm de la tarjeta, en mm
calibration-ruler-problem = No es un número: lo que mide la línea en el papel, en mm
calibration-looking = Buscando la tarjeta.
calibration-marks-seen = Se pueden leer { $found } de { $all } marcas
calibration-good = La tarjeta se puede leer. Déjela quieta y tome la calibración.
calibration-covers = Las marcas abarcan solo el { $percent } % de la imagen; fuera de ellas las longitudes son una suposición. Mueva la tarjeta o la cámara hasta que llene la imagen.
calibration-no-white-why = No se puede medir el blanco: la tarjeta está demasiado clara, demasiado oscura o medio fuera de la imagen. Los colores se juzgarán por el fondo alrededor de cada pastilla.
calibration-grey-has-color = El papel y el gris difieren: el gris de la impresora tiene color, así que el blanco se mide solo con el papel.
calibration-take = Tomar la calibración
calibration-confirm = 3. Compare y confirme
calibration-confirm-lead = Todavía no ha cambiado nada. Lo medido antes vale hasta que usted confirme.
calibration-new = Nueva
calibration-before = Hasta ahora
calibration-just-now = ahora mismo
calibration-by = { $day }, { $name }
calibration-place = Error en la bandeja
calibration-length = Error de una longitud de 14 mm
calibration-median-worst = { $median } mm por lo general, { $worst } mm en el peor caso
calibration-scale = Escala en el centro
calibration-mm-per-px = { $mm } mm por píxel
calibration-unknown = desconocida
calibration-marks = Marcas
calibration-marks-in = { $marks }, que abarcan el { $percent } % de la imagen
calibration-white = Balance de blancos
calibration-gains = rojo × { $red }, verde × { $green }, azul × { $blue }
calibration-white-at = { $gains }; la cámara a { $kelvin } K, donde se pone de nuevo
calibration-white-untold = { $gains }; la cámara no dice el suyo, que puede ser otro cuando se abra de nuevo
calibration-no-white = no medido
calibration-day = Tomada
calibration-camera = Cámara
calibration-keep = Usar esta calibración
calibration-again = Tomarla de nuevo
calibration-kept = La nueva calibración está en uso y en el registro.

## Códigos de barras

nav-scan = Escanear
key-scan = leer el código de barras de un envase
help-scan =
    Sostenga el código de barras del envase plano ante la cámara hasta que se lea. Que llene la imagen.
    Compare lo que dice la etiqueta con el envase. Lo que hay dentro no se identifica.
    De la imagen no se guarda nada: las etiquetas llevan nombres de pacientes.
scan-package = Escanear el envase
scan-title = Lo que dice la etiqueta
scan-lead = Ponga el envase, el vial o el frasco con su código de barras hacia la cámara.
scan-not-kept = Las etiquetas pueden llevar nombres de pacientes: la imagen solo se mira y de ella no se guarda nada.
scan-empty = Todavía no se ha leído ningún código de barras. Se lee solo en cuanto está grande, nítido y con buena luz.
scan-nothing = en esa fotografía no se puede leer ningún código de barras; que llene la imagen, con buena luz
scan-clear = Siguiente envase
scan-done = Volver al formulario
scan-with-camera = Escanear con la cámara
scan-form-empty = Sostenga un código de barras tras otro ante la cámara. Cada número entra una vez en el formulario.
scan-damaged = Un código de barras que no puede ser correcto
scan-other-goods = No es un medicamento de los Estados Unidos
scan-item-number = Número de artículo comercial { $number }
scan-ndc = NDC { $ndc }
scan-ambiguous = Varios medicamentos tienen este número
scan-unknown = No está en el catálogo
scan-may-be = El NDC puede ser { $ndc }: compárelo con el impreso, que lleva los guiones.
scan-lot = Lote { $value }
scan-expires = Vence el { $value }
scan-serial = Número de serie { $value }
scan-expired = Ese día ya pasó.
scan-says-only = Esto es lo que dice la etiqueta. Lo que hay dentro no se ha identificado. El lote, la fecha de vencimiento y el número de serie se registran con él.
scan-another = Otro envase: difiere el lote, la fecha o el número de serie.
scan-verdict = El medicamento de la etiqueta:
scan-which = ¿Qué parte del envase?
scan-record = Registrar este medicamento
scan-recorded = Registrado. Para otro igual, toque “Siguiente envase”.
scan-number = Número { $number }
scan-trail = Mostrar sus registros
scan-trail-of = Mostrar los registros de { $number }

## Lo que dice la estación, en el orden de en-US

told-camera-settings = { $a }, { $b } a { $c } imágenes por segundo, { $told-d }
told-camera-watched = fotografías que llegan a { $a }
told-camera-played = imágenes de { $a }, reproducidas
told-camera-nothing-locked = nada fijado
told-camera-locked = fijado: { $told-a }
told-camera-some-locked = fijado: { $told-a }; se adapta: { $told-b }
told-camera-exposure = exposición
told-camera-white-balance = balance de blancos
told-camera-white-balance-at = balance de blancos a { $a } K
told-camera-focus = enfoque
told-camera-none = no hay ninguna cámara conectada; conecte una o abra una fotografía
told-camera-unplugged = { $a } no está conectada; vuelva a conectarla o elija otra cámara
told-camera-busy = otro programa está usando { $a }; cierre ese programa
told-camera-no-permission = esta cuenta no puede usar { $a }; en Debian un administrador ejecuta `adduser USUARIO video`, y después hay que volver a iniciar sesión
told-camera-no-format = { $a } no ofrece ningún formato de imagen que se pueda leer aquí; elija otra cámara
told-camera-not-offered = { $a } no ofrece { $b }; `takeback camera list` dice lo que ofrece, para `camera_format` en settings.toml
told-camera-not-a-format = `{ $a }` no es un formato de imagen; escríbalo como lo muestra `takeback camera list`, por ejemplo `1280x720 MJPEG`
told-camera-failed = la cámara falló ({ $told-a }); se vuelve a abrir por sí sola
told-camera-damaged = un cuadro llegó dañado: { $told-a }
told-camera-silent = { $a } no muestra nada; revise su cable o use otro puerto; se vuelve a abrir por sí sola
told-camera-all-damaged = las imágenes de la cámara llegan dañadas; revise su cable o use otro puerto; se vuelve a abrir por sí sola
told-camera-folder = no se puede leer la carpeta { $a } ({ $b }); compruebe que existe y que usted puede leerla
told-camera-empty-folder = no hay ninguna imagen en { $a }; ponga allí archivos JPEG o PNG
told-ndc-ndc-error = `{ $a }` no es un NDC: escríbalo como está impreso (4-4-2, 5-3-2 o 5-4-1) o con 11 dígitos
told-catalog-csv = no se puede leer la tabla de productos: { $a }; vuelva a crearla con scripts/build_catalog.py
told-catalog-value = tabla de productos, fila { $a }: `{ $b }` no es un valor válido de { $c }; vuelva a crearla con scripts/build_catalog.py
told-catalog-twice = tabla de productos, fila { $a }: { $b } está dos veces; vuelva a crearla con scripts/build_catalog.py
told-vocabulary-csv = no se puede leer la tabla de vocabulario { $a }: { $b }; vuelva a crearla con scripts/build_catalog.py
told-vocabulary-rgb = `{ $a }` no es un color de tres números de 0 a 255; vuelva a crear colors.csv con scripts/build_catalog.py
told-custody-not-now = { $told-a } { $b }: su estado es “{ $told-c }” y no puede pasar a “{ $told-d }”: { $told-e }
told-custody-size = la bolsa { $a } se registró como de { $told-b }, no de { $told-c }; vuelva a leer el tamaño en la bolsa
told-custody-in-the-future = el día del acto, { $told-a }, está en el futuro; corrija la fecha
told-custody-too-early = { $told-a } { $b }: su último paso fue el { $told-c }, así que el siguiente no puede haber sido el { $told-d }; corrija la fecha
told-custody-not-ours = el paquete { $a } no es uno de los que se ofrecieron aquí; si llegó por acuerdo con otro recolector, nombre a ese recolector; si no, regístrelo como ajeno
told-custody-ours = el paquete { $a } se ofreció aquí, así que no es ajeno; regístrelo como recibido
told-custody-ours-by-agreement = el paquete { $a } se ofreció aquí, así que no llegó por acuerdo con otro recolector: quítelo y regístrelo sin nombrar a ninguno
told-custody-session-open = la jornada de recolección { $a } en { $b } sigue abierta; ciérrela antes de la siguiente
told-custody-no-session = no hay ninguna jornada de recolección abierta; primero abra una, con el oficial que la supervisa
told-custody-session-closed = la jornada de recolección { $a } se cerró; abra una nueva
told-custody-deposited = todo lo de la jornada de recolección { $a } ya está registrado como depositado
told-custody-still-collecting = la jornada de recolección { $a } todavía recolecta; primero registre el depósito y después entregue las cajas
told-custody-no-boxes = la jornada de recolección { $a } no tiene ninguna caja ni bolsa sellada que entregar; primero selle lo recolectado, o ciérrela como sin nada recolectado
told-custody-has-boxes = la jornada de recolección { $a } tiene cajas selladas ({ $b }), así que algo se recolectó; entréguelas
told-custody-shared = varios llevan el número { $a }, recibidos de { $b }; hágalo uno tras otro y diga de quién se recibió cada uno: ninguno se almacena ni se entrega antes de que se destruyan los demás
told-custody-not-from = { $a } no se recibió de { $b }; sus registros dicen de quién vino (`takeback trail`)
told-custody-used-before = { $told-a } { $b } ya se registró antes; compare el número con la etiqueta y escanee de nuevo
told-custody-has-items = en la jornada de recolección { $a } se registraron artículos uno por uno ({ $b }), así que algo se recolectó: séllelo en cajas y entréguelas, o retire lo que nunca estuvo
told-custody-has-liners = en la jornada de recolección { $a } se colocaron o sellaron bolsas ({ $b }), así que puede haber algo en ellas: séllelas y después cierre la jornada con la entrega; adónde van se anota en el libro de bolsas
told-custody-no-such-box = la jornada de recolección { $a } no tiene ninguna caja sellada { $b }; compare el número con la lista de sus cajas
told-custody-before-it-began = la jornada de recolección { $a } empezó a las { $b } de ese día, así que sus cajas no pueden haberse entregado a las { $c }; corrija la hora
told-custody-not-yet = la hora de la entrega, { $a }, está en el futuro; corrija la hora
told-custody-before-event = la jornada de recolección { $a } se abrió el { $told-b }, así que el { $told-c } no se manejó ningún artículo de ella ni se selló ninguna caja; corrija la fecha
told-custody-item-later = el artículo { $a } de la jornada se manejó el { $told-b }, así que no todo se depositó el { $told-c }; corrija la fecha, o retire el artículo y regístrelo con la suya
told-custody-not-on-hand = según el registro, { $a } no está aquí; búsquelo, y registre cómo llegó antes de hacer el inventario
told-custody-inventory-day = un inventario se compara con el registro tal como está, así que se ingresa en su propio día, { $told-a }, no para { $told-b }
told-custody-after-opening = ya hay actos o el inventario de cierre del { $told-a } en el registro, así que lo que hay ahora no es lo que había al abrir; hágalo al cerrar, o antes del primer acto de otro día (21 CFR 1304.11(a))
told-custody-inventory-lists = las listas del inventario no están en el orden y los lugares del registro; vuelva a escanear lo que hay
told-custody-no-such-detail = el registro { $a } no es ningún acto de custodia que diga esto; nombre el registro del acto, como lo numeran el libro de bolsas, `takeback trail` o el informe form-41
told-custody-nothing-amended = el registro { $a } ya dice justo eso; no se registró nada
told-custody-amended-meanwhile = el registro { $a } se corrigió entretanto; mírelo de nuevo y después firme otra vez
told-custody-not-newest = después del registro { $a } se registró algo más; vuelva a mirar lo que nombra y después firme otra vez
told-custody-no-items = no se nombró ningún artículo; nombre los que salieron (`takeback stock list`, `takeback facility list`)
told-custody-item-twice = el artículo { $a } se nombró dos veces; quite uno de los dos
told-custody-item-destroyed = el artículo { $a } ya se destruyó, se entregó o se depositó antes, según el registro { $b }; búsquelo en Registro
told-custody-still-used = el artículo { $a } se suspendió después del día del depósito; corrija la fecha del depósito
told-custody-too-many-packages = artículo { $a }: { $b } envases completos de { $c } contienen más que las { $d } unidades registradas; cuente de nuevo
told-rules-header = no se puede leer assets/rules/version.toml: { $a }
told-rules-csv = no se puede leer { $a }: { $b }; vuelva a crearla con scripts/build_catalog.py
told-rules-value = { $a }, fila `{ $b }`: `{ $c }` no es un valor conocido de { $d }; corrija la tabla
told-classes-missing = no se puede leer la tabla de clases { $a }: { $b }. Restaure la carpeta de modelos de la versión publicada
told-classes-wrong-hash = { $a } no es la tabla de clases que nombra el manifiesto (SHA-256 { $b }, se esperaba { $c }): restáurela de la versión publicada
told-classes-row = tabla de clases, fila { $a }: { $b }. Restáurela de la versión publicada o ejecute `make train`
told-identify-no-side = no se dio ninguna fotografía: primero tome una de la pastilla
told-bundle-missing = falta { $a }
told-bundle-changed = { $a } se cambió después de firmarse
told-bundle-added = { $a } se añadió después de firmarse la exportación
told-bundle-not-signed = manifest.json no lleva una firma válida de la clave { $a }
told-bundle-not-understood = { $a } no es lo que escribe takeback
told-batch-empty = no se dio ningún número único; escanee o escriba al menos uno
told-batch-twice = { $a } se escaneó dos veces; quite uno de los dos
told-weight-tare = la caja vacía ({ $a } lb) no puede pesar más que la llena ({ $b } lb); pese ambas de nuevo
told-weight-net = el peso neto { $a } lb no es el bruto menos la tara
told-staff-same-person = { $a } no puede firmar dos veces: la ley exige dos personas distintas; que otra persona se identifique
told-stock-not-packages = `{ $a }` no dice cómo está envasado: envases completos, x, unidades por envase, por ejemplo 2x60
told-term-no-id = falta un número único; escanee o escriba el número impreso en la etiqueta
told-term-not-an-id = `{ $a }` no es un solo número único: letras, dígitos y signos sin espacios, 64 como máximo, al menos uno de ellos letra o dígito; escanéelo de nuevo
told-term-not-aline = { $told-a }: falta o no es una línea de texto; escríbala
told-term-not-gallons = `{ $a }` no es un tamaño en galones enteros de 1 a 999; está marcado en la bolsa, por ejemplo 10
told-term-not-pounds = `{ $a }` no es un peso en libras con un decimal como máximo, por ejemplo 23.4
told-term-not-aregistration = `{ $a }` no es un número de registro de la DEA: dos letras y siete dígitos, el último de control; compárelo con el certificado
told-ledger-file = { $a }: { $b }; compruebe que existe, que se puede leer y escribir y que hay espacio en el disco
told-ledger-database = { $a }: { $b }; no se registró nada, inténtelo de nuevo
told-ledger-read-only = no se puede escribir { $a }; compruebe los permisos del archivo y de su carpeta
told-ledger-disk-full = { $a }: el disco está lleno; libere espacio e inténtelo de nuevo
told-ledger-busy = otro programa usa { $a } desde hace demasiado; no se perdió nada: cierre ese programa e inténtelo de nuevo
told-ledger-stopped = detenido: no queda nada de ello y ningún registro se tocó
told-ledger-damaged = { $a } no es un registro que se pueda leer ({ $b }); se dejó como estaba: guarde una copia y restaure la última copia de seguridad
told-ledger-altered = { $a } fue alterado ({ $b }); se dejó como estaba: guarde una copia y restaure la última copia de seguridad
told-ledger-newer = { $a } lo escribió una versión más nueva de takeback; inicie esa versión
told-ledger-migration = { $a } no se pudo actualizar: { $b }
told-ledger-not-an-id = esto no es el identificador de un registro; copie de la lista el identificador completo
told-ledger-key-missing = { $a } contiene registros, pero falta la clave que va a su lado, { $b }; devuélvala desde donde se guardan bajo llave las claves (`takeback backup --keys` las copió allí), o indique esa carpeta: `takeback restore COPIA --keys CARPETA`
told-ledger-record-missing = { $a } está, pero no el registro que sella; restaure una copia de seguridad (`takeback restore COPIA`), o aparte la clave para empezar un registro nuevo
told-ledger-other-key = { $a } o el registro no es de esta estación; no se registró nada: compare esa clave con la que se guarda bajo llave. Si son distintas, devuelva la de esta estación; si son iguales, guarde una copia del registro y restaure la última copia de seguridad
told-ledger-key-damaged = { $a } no contiene 64 dígitos hexadecimales; devuelva la clave desde donde se guardan bajo llave las claves
told-ledger-cut = falta el final del registro: termina en la anotación { $a } pero { $b } conoce la anotación { $c }; no se registró nada: ejecute `takeback verify` y restaure la última copia de seguridad
told-ledger-head-missing = { $a } falta o está dañado, así que no se puede comprobar el final del registro; no se registró nada: ejecute `takeback verify` y restaure el archivo de la copia de seguridad
told-ledger-signing-key-missing = falta { $a }, así que no se puede firmar nada; devuélvalo de donde se guardan las claves. Los registros no se ven afectados
told-ledger-public-key-differs = { $a } no es la mitad pública del signing.key que está al lado, o no se puede leer; si esa clave es la correcta, aparte este archivo y el próximo inicio lo escribe de nuevo; si es de otra estación, devuelva la correcta desde donde se guardan bajo llave las claves
told-ledger-no-heads = no hay ninguna cabecera firmada en { $a }: en una carpeta, las cabeceras terminan en .txt; indique los archivos mismos (`takeback verify --against ARCHIVO`)
told-ledger-nothing-to-sign = el registro aún está vacío, así que no hay nada que firmar; primero registre algo
told-ledger-forged = el registro { $a } no lo escribió takeback con esta clave; ejecute `takeback verify`
told-ledger-purge-outdated = el registro cambió entretanto, así que la purga no sigue; lo que aún no ha quitado está como estaba: inténtelo de nuevo
told-ledger-export = no se pudo escribir la exportación: { $a }; haga espacio o elija otra carpeta
told-ledger-content = no se puede leer el registro { $a }: { $b }; ejecute `takeback verify`
told-ledger-not-canonical = no se pudo anotar el acto: { $a }
told-ledger-not-found = no hay ningún desecho { $a } en el registro; véalos con `takeback log`
told-ledger-superseded = { $a } se corrigió entretanto; mire la versión más reciente y decida de nuevo
told-ledger-withdrawn = { $a } se retiró; registre el desecho de nuevo
told-head-not-ahead = no es una cabecera firmada, o le falta una línea
told-head-other-key = está firmada con otra clave, { $a }, no con { $b }
told-head-forged = no lleva una firma válida: se cambió o se copió mal
told-people-hashing = el sistema no dio números aleatorios o memoria para guardar un secreto; inténtelo de nuevo
told-people-unknown-role = `{ $a }` no es una función; elija operador, farmacéutico, administrador o auditor
told-people-unknown-name = aquí nadie se llama `{ $a }`; vea `takeback account list`, o cree la primera cuenta con `takeback account add NOMBRE`
told-people-name-taken = alguien ya se llama `{ $a }`; los registros necesitan nombres distintos
told-people-bad-name = un nombre necesita de 1 a 60 caracteres imprimibles
told-people-wrong-secret = ese no era el PIN o la frase de contraseña de { $a }
told-people-locked = demasiados intentos fallidos de { $a }: espere hasta { $b } o pregunte a un administrador
told-people-locked-alone = demasiados intentos fallidos de { $a }: espere hasta { $b } o use el código de recuperación (“Olvidé el PIN”, o `takeback account recover`); aquí no hay otro administrador
told-people-disabled = la cuenta de { $a } está desactivada; pregunte a un administrador
told-people-swapped = aquello con que se comprueba a { $a } no es lo que dice el registro: alguien cambió la base de datos; un administrador debe dar a { $b } un secreto nuevo, y conviene ejecutar `takeback verify`
told-people-last-administrator = { $a } es el último administrador; primero cree otro
told-people-not-administrator = { $a } no es administrador; el código de recuperación solo deja entrar de nuevo a un administrador
told-people-wrong-code = el código de recuperación no es correcto; letras y dígitos, los guiones no importan
told-people-already-founded = esta estación ya tiene cuentas; un administrador añade más
told-secret-short = un PIN necesita al menos 6 dígitos; una frase de contraseña, al menos 12 caracteres
told-secret-long = una frase de contraseña puede tener 128 caracteres como máximo
told-secret-obvious = este PIN está entre los primeros que cualquiera prueba (una serie, una repetición); elija otro
told-secret-date = este PIN parece una fecha, y los cumpleaños se adivinan primero; elija otro
told-secret-repeats = esta frase de contraseña se repite demasiado; use cuatro palabras que no vayan juntas
told-secret-name = el nombre no es un secreto; elija otra cosa
told-report-write = no se pudo escribir la exportación: { $a }; lo escrito hasta ahora no está completo
told-report-xlsx = no se pudo escribir el libro: { $a }; pruebe con CSV
told-report-pdf = no se pudo hacer el PDF: { $a }; pruebe con CSV o XLSX
told-report-file = no se pudo escribir el archivo: { $a }; revise la carpeta y el espacio en el disco
told-runtime-not-found = no se encontró la biblioteca ONNX Runtime en { $a }: vuelva a instalar takeback (en un árbol de fuentes: `make setup`) o indíquela en ORT_DYLIB_PATH
told-runtime-load = no se pudo cargar ONNX Runtime de { $a }: { $b }. Vuelva a instalar takeback (en un árbol de fuentes: `make setup`)
told-runtime-timed-out = ONNX Runtime de { $a } no terminó de cargar en { $b } s: reinicie el programa y, si sigue igual, vuelva a instalar takeback (en un árbol de fuentes: `make setup`)
told-runtime-thread = no se pudo iniciar un hilo para cargar ONNX Runtime: { $a }. Cierre otros programas e inténtelo de nuevo
told-manifest-missing = no se puede leer { $a }: { $b }. Indique la carpeta de modelos en TAKEBACK_MODELS o restáurela de la versión publicada
told-manifest-invalid = { $a } no es un manifiesto de modelos: { $b }. Restáurelo de la versión publicada o ejecute training/manifest.py
told-manifest-schema = { $a } está escrito para otra versión de este programa (esquema { $b }, se entiende { $c }): actualice los modelos o el programa
told-model-missing = no se puede leer el modelo { $a }: { $b }. Vuelva a instalar takeback o restaure la carpeta de modelos
told-model-wrong-hash = { $a } no es el archivo que nombra el manifiesto (SHA-256 { $b }, se esperaba { $c }): restáurelo de la versión publicada
told-model-load = { $a } no es un modelo que este programa pueda usar: { $b }. Restáurelo de la versión publicada
told-model-run = el modelo { $a } falló: { $b }
told-model-output = el modelo { $a } dio una respuesta que no se puede usar: { $b }. No se confía en sus números; revise la carpeta de modelos con `takeback doctor`
told-site-replay = el registro { $a } no sigue de los anteriores ({ $told-b }); ejecute `takeback verify`
told-site-no-such-step = en los sitios { $a } no hay ningún paso por el que { $told-b } pase a “{ $told-c }” ({ $told-d }). { $told-e }
told-site-not-asigner = { $a } no puede firmar esto; que se identifique un operador, farmacéutico o administrador
told-site-supervisor = { $a } es supervisor designado de una institución, que firma solo ante el receptáculo de esa institución y solo junto a un empleado del recolector (21 CFR 1317.80(c)); que firme otro empleado del recolector
told-site-not-of-the-collector = nadie indicó que { $a } sea del personal del recolector: los dos ante su receptáculo son de su personal, o uno de ellos y un supervisor de la institución que él designó (21 CFR 1317.80(c)); un administrador lo indica (`takeback account collector NOMBRE yes`), o que firme otra persona
told-site-no-giver = el registro debe decir quién lo entregó: el número de registro de la DEA de un registrante, o el oficial de la policía que lo entregó; indique uno de los dos
told-site-not-an-officer = { $a } no tiene número de oficial; solo los oficiales de la agencia manejan lo recolectado (21 CFR 1317.65(b)). Un administrador indica el número de un oficial (`takeback account officer NOMBRE NÚMERO`)
told-site-stale = la firma de { $a } es demasiado antigua; que ambos se identifiquen de nuevo
told-site-own-vehicle = el vehículo propio de un profesional de la salud puede llevar bolsas selladas solo a la DEA (21 CFR 1317.05(c)(2)(iv), (a)(4)); elija un transportista o que las recojan. Un recolector que no es profesional de la salud lo dice una vez: `takeback site set --practitioner no`
told-site-weighed-together = se indicó un solo peso para { $a } bolsas; péselas y séllelas una por una
told-site-no-registration = falta el número de registro de la DEA del recolector; configúrelo (`takeback site set --registration`)
told-site-different-parties = estas cosas vinieron de partes distintas, o unas son cajas y otras paquetes; registre su destrucción una tras otra
told-site-different-records = estas cosas se anotaron en registros distintos; recupérelas una tras otra, cada vez las que nombra un solo registro
told-site-no-event = no hay ninguna jornada de recolección abierta, así que ningún oficial la supervisa (21 CFR 1317.65(b)); primero abra la jornada
told-site-after-deposit = todo lo de esta jornada está depositado; lo que hay en las cajas ya no se mira artículo por artículo
told-site-no-such-item = no hay ningún artículo { $a } en el registro; vea los que están aquí con `takeback stock list` o `takeback facility list`
told-site-not-own-stock = el artículo { $a } se registró en el tipo { $b }, así que no es de este sitio; nombre uno de `takeback stock list` o `takeback facility list`
told-site-item-withdrawn = el artículo { $a } se retiró; nombre el que se registró en su lugar
told-site-item-unidentified = nadie dijo qué es el artículo { $a }, y el registro de su salida lo necesita; primero corrija el artículo
told-site-no-taker-number = entre lo entregado hay, o puede haber, sustancias controladas (artículos { $a }), así que el registro debe nombrar el número de registro de la DEA de quien las recibió (21 CFR 1304.22(a)(2)(vii), (ix)); indíquelo
told-site-no-order-form = parte de lo entregado es de la Lista I o II (artículos { $a }), lo que otro registrante recibe solo con un formulario de pedido (21 CFR 1305.03, 1317.10(b)); indique el número del formulario DEA 222 o del pedido en CSOS
told-site-stock-in-own-vehicle = el vehículo propio de un profesional de la salud no puede llevar sustancias controladas de sus existencias a otro registrante (21 CFR 1317.05(a)(2), (3)); elija un transportista o que las recojan. Un registrante que no es profesional de la salud lo dice una vez: `takeback site set --practitioner no`
told-site-not-instructed = el agente especial a cargo indica quién recibe existencias propias solo a profesionales de la salud (21 CFR 1317.05(a)(4)(ii)); para otros registrantes 1317.05(b) no tiene esa vía. Elija el distribuidor inverso, el proveedor o el fabricante. Un profesional de la salud lo dice una vez: `takeback site set --practitioner yes`
told-site-own-number = { $a } es el número de registro de la DEA de este sitio; indique el número de quien lo recibe
told-site-item-changed = el artículo { $a } se corrigió entretanto; mírelo de nuevo y después firme otra vez
told-station-no-home = no se conoce ninguna carpeta para los datos de takeback; indique una con --home o TAKEBACK_HOME
told-station-home = no se puede crear { $a }: { $b }; indique otra carpeta con --home
told-station-settings-file = { $a }: { $b }; compruebe los permisos del archivo y de su carpeta
told-station-settings = { $a } línea { $b }: { $c }; corríjala, el archivo se dejó como estaba
told-station-folder-for-camera = settings.toml nombra una carpeta en lugar de una cámara (`camera_folder` o `camera_play`); quite esa línea y reinicie para elegir una cámara
told-station-settings-by-hand = no se puede cambiar { $a } sin cambiar más que la cámara; escriba en él `{ $b }` a mano, se dejó como estaba
told-station-no-operator = no se sabe quién está en la estación; ponga `operator` en settings.toml
told-station-file = { $a }: { $b }; compruebe que está ahí, que se puede leer o escribir y que el disco tiene espacio
told-station-already-open = takeback ya está abierto en { $a }; siga en su ventana o ciérrela primero. Los comandos que registran o leen funcionan entretanto
told-station-no-backup-folder = nadie dijo dónde van las copias de seguridad; indique una carpeta con --to, o ponga `backup_folder` en settings.toml
told-station-in-the-way = { $a } ya existe y se dejó como estaba; indique otra carpeta
told-station-no-file = { $a } no es un archivo corriente y se dejó como estaba; indique otro. Las exportaciones y los informes van a la salida estándar con `--out -`
told-station-own-folder = está entre los archivos propios de la estación; indique otra carpeta, o { $a }
told-station-backup-not-whole = la copia de seguridad { $a } no está íntegra ({ $told-b }); no se reemplazó nada, pruebe con una anterior
told-station-backup-of-other-key = la copia de seguridad { $a } está sellada con una clave distinta de { $b }; no se reemplazó nada: indique la carpeta con las claves de su propia estación (--keys)
told-station-not-backed-up = lo copiado no está íntegro ({ $told-a }), así que no es una copia de seguridad; ejecute `takeback verify`: si el registro está íntegro, revise el disco de las copias. Lo copiado queda en { $b } hasta la próxima
told-station-other-key = { $a } ya existe y es otra clave; se dejó como estaba: indique otra carpeta, o apártela si ningún registro la necesita
told-station-other-record = { $a } es una copia de otro registro ({ $b }) que el de aquí ({ $c }), que quedó como estaba; cada local registrado lleva una carpeta propia (21 CFR 1304.21(b)): nómbrela con --home
told-station-other-location = el registro de aquí es el del número de la DEA { $a }, y otro local registrado lleva el suyo (21 CFR 1304.21(b)): configúrelo en otra carpeta (--home). Si { $b } es un número nuevo de este mismo local, diga por qué (--renumbered, o `renumbered` en settings.toml)
told-station-other-address = el registro de aquí es el del local registrado en `{ $a }`, y otro local registrado lleva el suyo (21 CFR 1304.21(b)): configúrelo en otra carpeta (--home). Si este registrante se mudó a `{ $b }` y el registro ante la DEA se modificó (21 CFR 1301.51), dígalo (--relocated, o `relocated` en settings.toml)
told-station-export-not-whole = la exportación { $a } no está íntegra ({ $told-b }); no se purgó nada
told-station-too-early-to-purge = aquí los registros se conservan { $a } años, así que no se puede purgar nada ingresado desde { $told-b }; { $told-c } es posterior
told-station-nothing-to-purge = no hay nada ingresado antes de { $told-a } que se pueda purgar
told-station-photos-left = la purga consta en el registro, pero no se pudieron eliminar todas las fotografías de lo purgado ({ $a }); elimine estas a mano: { $b }
told-station-forbidden = los sitios { $a } no pueden { $told-b } ({ $told-c }). { $told-d }
told-station-report-not-here = los sitios { $a } no hacen { $told-b } ({ $told-c }). { $told-d }
told-station-not-signed = el registro no resulta íntegro ({ $told-a }), así que no se firmó ni se purgó nada; ejecute `takeback verify` y restaure la última copia de seguridad que esté íntegra
told-station-odd-head = { $told-finding }, así que no se firmó ni se purgó nada; el registro en sí está íntegro: compare esta cabecera con la que se entregó, o saque el archivo de heads
told-station-not-apractitioner = solo los profesionales de la salud (farmacias, hospitales, clínicas, médicos, dentistas, veterinarios) pueden pedir ayuda al agente especial a cargo de la DEA (21 CFR 1317.05(a)(4)(i)); si este registrante lo es, un administrador lo dice: `takeback site set --practitioner yes`
told-station-needs-accounts = para { $told-a } en un sitio de tipo { $b }, la estación necesita cuentas; cree al primer administrador: abra la ventana o ejecute `takeback account add NOMBRE`
told-station-not-signed-in = nadie ha iniciado sesión; inicie sesión para { $told-a } (en la línea de comandos: --as NOMBRE)
told-station-not-yours = { $a } está aquí como { $told-b } y no puede { $told-c }; pida a alguien que pueda que inicie sesión
told-station-unknown-mode = el registro nombra un tipo de sitio `{ $a }` que esta versión de takeback no conoce; inicie la versión más nueva
told-station-needed = { $a } necesita { $told-b } antes de registrar nada
told-station-possibly-controlled = no está confirmado como no controlado, así que no se puede registrar aquí ({ $told-a }). { $told-b }
told-station-possibly-exempted = no está confirmado como no controlado, así que no se puede registrar aquí ({ $told-a }). { $told-b } Algunos productos así están exentos; si este lo está, el oficial lo ve en las listas de la DEA: { $told-c }
told-station-looks-personal = `{ $a }` parece el nombre, la fecha de nacimiento o la etiqueta de una persona; el registro no debe nombrar a pacientes: ingrese el número de caso, evidencia o residente
told-station-unknown-product = el catálogo no tiene el producto { $a } parte { $b }; búsquelo por nombre o inscripción
told-station-not-that-candidate = { $a } parte { $b } no está entre los productos del candidato { $c }
told-station-not-that-package = la etiqueta del envase nombra otro medicamento; escanee el envase de nuevo o registre sin él
told-station-not-that-photo = { $a } no es la fotografía que se guardó allí; copie { $b } encima desde la carpeta que contiene las copias de seguridad y compruébelo con `takeback verify --photos`. Restaurar una copia apartaría lo registrado desde entonces
told-station-no-quantity = la cantidad debe ser al menos 1
told-station-too-many-units = un registro es de { $a } unidades como máximo; registre el resto en otro
told-station-in-the-future = el día del acto, { $told-a }, está en el futuro
told-station-still-used = el artículo se suspendió el { $told-a }, así que no puede haberse manejado el { $told-b }; corrija uno de los dos días
told-station-no-reason = una corrección necesita su motivo en palabras
told-station-only-tried-out = este artículo se registró en el tipo { $a }, y lo que se hace en RESEARCH no obliga a nadie; ponga primero el sitio de nuevo en { $b }
told-station-no-reason-to-send-back = quien recibe de vuelta un artículo tiene que saber por qué; dé el motivo en palabras
told-station-own-record = { $a } ingresó o corrigió este artículo y por eso no puede aprobarlo; que lo mire otro farmacéutico o administrador
told-station-already-approved = { $a } está aprobado tal como está
told-station-not-the-reviewer = una revisión la firma quien ha iniciado sesión, con su propio secreto; { $a } no lo ha hecho
told-station-stale-review = la firma de { $a } es demasiado antigua; ingrese de nuevo el PIN o la frase de contraseña
told-station-not-ahash = `{ $a }` no es un SHA-256 de 64 dígitos hexadecimales
told-locator-maps = el modelo localizador dio mapas de forma { $a }, no tres de la mitad del tamaño de la imagen: restaure la carpeta de modelos de la versión publicada
told-locator-resize = no se pudo cambiar el tamaño de la fotografía: { $a }
told-locator-layout = no se pudo preparar la fotografía para el modelo localizador: { $a }
told-photo-unreadable = no se puede abrir ({ $a }); compruebe el nombre y que usted puede leerla
told-photo-empty = está vacía; cópiela de nuevo o tome la fotografía de nuevo
told-photo-too-many-bytes = ocupa más de 64 MiB; guárdela como un JPEG normal
told-photo-heif = es una imagen HEIC o AVIF, que no se puede leer; guárdela como JPEG (en iPhone: Configuración, Cámara, Formatos, Más compatible)
told-photo-unknown-format = no es una imagen JPEG, PNG, WebP ni BMP, diga lo que diga su nombre; guárdela como JPEG
told-photo-too-many-pixels = tiene { $a } x { $b } píxeles, más de los que se leen (50 millones de 8 bits por color); guárdela más pequeña
told-photo-implausible = promete { $a } x { $b } píxeles pero contiene solo { $c } bytes; cópiela de nuevo o tome la fotografía de nuevo
told-photo-cut-off = está cortada antes del final; cópiela de nuevo o tome la fotografía de nuevo
told-photo-damaged = está dañada o es de un tipo raro ({ $a }); tome la fotografía de nuevo o guárdela como un JPEG normal
told-picture = la imagen: { $told-a }
told-file = { $a }: { $told-photo }
told-people-wrong-secret-one-left = ese no era el PIN o la frase de contraseña de { $a }; queda 1 intento antes de que la cuenta se bloquee
told-people-wrong-secret-left = ese no era el PIN o la frase de contraseña de { $a }; quedan { $b } intentos antes de que la cuenta se bloquee
told-a-text = un texto
told-gallons = { $a } gal
told-no-head-today = La cabecera de hoy no se firmó: { $told-a }
told-no-backup-today = La copia de seguridad de hoy no se hizo: { $told-a }
told-photos-stay = Las fotografías antiguas no se eliminaron: { $told-a }
told-todo-notice = el paquete { $a } es ajeno (recibido el { $told-b }): avise a la oficina local de la DEA a más tardar el { $told-c }
told-todo-notice-late = el paquete { $a } es ajeno (recibido el { $told-b }): la oficina local de la DEA debía saberlo a más tardar el { $told-c }, y ese día ya pasó: avísele ahora
told-todo-facility = la bolsa { $a } se selló en la institución el { $told-b }: entréguela a más tardar el { $told-c }
told-todo-facility-late = la bolsa { $a } se selló en la institución el { $told-b } y debía haber salido a más tardar el { $told-c }, y ese día ya pasó: entréguela ahora
told-todo-received-liner = la bolsa { $a } se recibió el { $told-b }: destrúyala a más tardar el { $told-c }
told-todo-received-liner-late = la bolsa { $a } se recibió el { $told-b } y debía destruirse a más tardar el { $told-c }, y ese día ya pasó: destrúyala ahora
told-todo-received-package = el paquete { $a } se recibió el { $told-b }: destrúyalo a más tardar el { $told-c }
told-todo-received-package-late = el paquete { $a } se recibió el { $told-b } y debía destruirse a más tardar el { $told-c }, y ese día ya pasó: destrúyalo ahora
told-todo-deposit = los artículos { $a } se suspendieron el { $told-b }: deposítelos en el receptáculo a más tardar el { $told-c }
told-todo-deposit-late = los artículos { $a }, suspendidos el { $told-b }, debían estar en el receptáculo a más tardar el { $told-c }, y ese día ya pasó: deposítelos ahora
told-todo-missing = { $a } faltaba en el inventario del { $told-b }: encuéntrelo, o registre qué fue de él
told-todo-session = la jornada de recolección { $a } en { $b } del { $told-c } sigue abierta: entregue sus cajas y ciérrela
told-todo-sealed = la bolsa { $a } se selló el { $told-b }, hace { $c } días: entréguela o destrúyala
told-todo-sealed-package = el paquete { $a } llegó sellado el { $told-b }, hace { $c } días: haga que se destruya
told-todo-installed = la bolsa { $a } se colocó el { $told-b }, hace { $c } días: séllela cuando esté llena
told-todo-inventory = el último inventario fue el { $told-a }: haga el siguiente a más tardar el { $told-b }
told-todo-inventory-late = el último inventario fue el { $told-a } y el siguiente debía hacerse a más tardar el { $told-b }, y ese día ya pasó: hágalo ahora
told-todo-first-inventory = nunca se hizo un inventario: haga ahora el primero, que debía hacerse el { $told-a }
told-todo-elsewhere = sin terminar de cuando este sitio era { $a }: { $told-b } ({ $c }); póngalo otra vez como { $d } para terminar
told-things-installed = bolsas instaladas
told-things-sealed = bolsas selladas
told-things-packages = paquetes sellados
told-things-events = jornadas de recolección abiertas
told-things-stock = artículos de existencias propias
told-things-residents = medicamentos de residentes
told-thing-liner = la bolsa
told-thing-package = el paquete
told-thing-event = la jornada de recolección
told-thing-box = la caja
told-thing-inventory = el inventario
told-thing-supervisor = el supervisor de la institución
told-thing-stock-item = el artículo de existencias
told-thing-resident = el medicamento de residentes
told-did-acquire = llegada sin usar
told-did-receive-sealed = recibida sellada
told-is-installed = colocada
told-did-seal = sacada y sellada
told-did-store = almacenada
told-did-transfer = entregada
told-did-regain = regreso sellado
told-did-strike = anulación por error de registro
told-did-void = anulada
told-is-destroyed = destrucción
told-is-discarded = descarte
told-is-available = puesto a disposición
told-is-sent = enviado a un tercero
told-did-receive = recibido
told-did-take-over = recibido de la policía
told-did-receive-foreign = recibido como ajeno
told-did-notify = avisado a la oficina local de la DEA
told-did-open = abierta
told-is-sealed = sellada
told-is-deposited = depósito
told-is-closed = cerrada
told-is-collecting = recolectando
told-did-take = hecho
told-did-designate = designado
told-is-unknown = sin registrar aquí
told-is-unused = sin usar
told-is-stored = almacenada, sellada
told-is-transferred = entrega para su destrucción
told-is-returned = devuelto sellado
told-is-foreign = ajeno y aún sin avisar
told-is-notified = ajeno, oficina avisada
told-do-nothing-more = ya no se puede hacer nada con ello; escanee la etiqueta de nuevo
told-do-take-back = registre su regreso si volvió sellado o nunca salió, o escanee la etiqueta de nuevo
told-do-not-struck = solo se puede anular lo que llegó sellado y no se manejó desde entonces
told-do-acquire-again = adquiérala de nuevo si apareció o se escribió mal, o escanee la etiqueta de nuevo
told-do-record-first = primero registre cómo llegó, o escanee la etiqueta de nuevo
told-do-discard-first = primero descártela si el tamaño o el día se escribió mal, o escanee la etiqueta de nuevo
told-do-install = primero colóquela, o escanee la etiqueta de nuevo
told-do-seal = primero sáquela y séllela, o escanee la etiqueta de nuevo
told-do-store = una bolsa sellada nunca se vuelve a abrir ni a usar; almacénela, entréguela o destrúyala
told-do-transfer = una bolsa sellada nunca se vuelve a abrir ni a usar; entréguela o destrúyala
told-do-destroy-package = un paquete sellado nunca se vuelve a abrir ni a usar; destrúyalo
told-do-offer = primero póngalo a disposición o envíelo, o escanee la etiqueta de nuevo
told-do-receive = recíbalo cuando vuelva sellado
told-do-receive-or-given-back = recíbalo cuando vuelva sellado, o adquiéralo de nuevo si lo devuelven sin usar
told-do-acquire-or-receive = adquiéralo de nuevo si apareció, o recíbalo cuando vuelva sellado
told-do-notify = avise a la oficina local de la DEA y nunca lo abra
told-action-record = registrar artículos uno por uno
told-action-correct = corregir registros
told-action-liners = llevar el libro de bolsas
told-action-packages = llevar el libro de paquetes
told-action-event = realizar una jornada de recolección
told-action-stock = registrar la salida de existencias propias
told-action-deposit = registrar el depósito de medicamentos de residentes
told-action-guidance = mostrar la orientación de autoservicio
told-action-export = leer y exportar el registro
told-action-verify = verificar el registro
told-action-review = revisar registros
told-action-site = cambiar el sitio
told-action-people = administrar cuentas
told-action-kiosk = salir del quiosco
told-action-purge = purgar registros vencidos
told-action-encrypt = cifrar o descifrar el registro
told-operator = operador
told-pharmacist = farmacéutico
told-administrator = administrador
told-auditor = auditor
told-need-agency = la agencia (takeback site set --agency)
told-need-officer-number = el número del oficial (takeback site set --officer-id)
told-need-overseer = el nombre del oficial que supervisa la recolección (takeback site set --overseeing-officer)
told-need-officer = un oficial de la agencia en la estación (una cuenta con número de oficial)
told-need-case = el número de caso o evidencia
told-need-discontinued = el día desde el que el residente ya no lo usa
told-mode-le-event = Policía, jornada de recolección
told-law-le-event = Solo los oficiales de la agencia que tiene la custodia pueden manejar los medicamentos devueltos. No saque artículos de la caja, y no use esto después del depósito.
told-mode-le-evidence = Policía, sala de evidencias
told-law-le-evidence = Las drogas halladas o incautadas siguen las reglas de evidencia de la agencia. Ingrese el número de caso o evidencia con cada artículo. Lo que viene de una recolección no va aquí.
told-mode-le-receptacle = Policía, buzón de recolección
told-law-le-receptacle = Lo depositado en el buzón no se puede contar, clasificar, inventariar ni manejar de otro modo artículo por artículo. Registre el buzón o su bolsa, y su peso.
told-mode-collector = Recolector autorizado (farmacia, hospital, clínica)
told-law-collector = La ley federal (21 CFR 1317.75(c)) no permite que el personal reciba, cuente, clasifique ni inventaríe los medicamentos que devuelve el público. Quien los devuelve debe ponerlos en el receptáculo. Use el libro de bolsas.
told-mode-mailback = Programa de devolución por correo
told-law-mailback = Los paquetes devueltos no se pueden abrir, radiografiar, analizar ni penetrar de otro modo. Registre el paquete por su número.
told-mode-reverse-distributor = Distribuidor inverso, bolsas recolectadas
told-law-reverse-distributor = Las bolsas selladas no se pueden abrir, radiografiar, analizar ni penetrar de otro modo. Registre la recepción de la bolsa y su destrucción.
told-mode-registrant-stock = Existencias propias del registrante
told-law-registrant-stock = Solo para existencias propias del registrante, vencidas o dañadas; nunca para medicamentos que devuelve el público. La destrucción se anota en el formulario DEA 41; este registro no es ese formulario.
told-mode-ltcf = Institución de cuidados a largo plazo
told-law-ltcf = Para medicamentos suspendidos de residentes, antes de depositarlos, lo que debe ocurrir en tres días hábiles. Indique el día de la suspensión y nada del residente, y deje de registrar con el depósito.
told-mode-hhw = Residuos peligrosos del hogar, solo no controlados
told-law-hhw = Solo se pueden registrar artículos confirmados como no controlados. Entregue cualquier otra cosa al oficial sin manejarla más: una pastilla desconocida puede ser una sustancia controlada.
told-mode-research = Investigación, capacitación, demostración
told-law-research = Para pastillas de referencia, placebos e imágenes, o bajo el registro de un investigador. Toda exportación lleva la marca RESEARCH/DEMO.
told-citation-research = 21 CFR 1301.13 para sustancias controladas
told-citation-hhw = 21 CFR 1317.65(e); ley estatal
told-law-liner-evidence = Solo pueden recolectarse medicamentos que entrega quien los tiene, y ninguno poseído ilegalmente: la evidencia va a la sala de evidencias, no a una bolsa interior.
told-law-liner-mailback = Un programa de devolución por correo tiene paquetes y no un receptáculo. Registre el paquete por su número. Un receptáculo en la misma dirección tiene su propia estación: configúrela como COLLECTOR.
told-law-liner-stock = Solo quienes recibieron un medicamento pueden ponerlo en un receptáculo: las existencias propias de un registrante no pueden ir a una bolsa interior.
told-law-liner-hhw = Solo los recolectores autorizados y la policía manejan receptáculos y sus bolsas, no un sitio de residuos del hogar.
told-law-packages = Solo un recolector o la policía lleva un programa de devolución por correo, y registra sus paquetes donde se entregan. Configure esa estación como MAILBACK, o como LE_RECEPTACLE en una agencia policial.
told-law-event = Una jornada de recolección la realiza una agencia policial, que designa a un oficial para supervisarla. Configure esa estación como LE_EVENT.
told-law-stock = Este registro es para existencias propias de un registrante, no para lo que entregan otros. Configure esa estación como REGISTRANT_STOCK.
told-law-deposit = Solo una institución de cuidados a largo plazo pone medicamentos en un receptáculo en nombre de quienes viven en ella. Configure esa estación como LTCF.
told-law-guidance = La orientación de autoservicio es para quienes ponen sus propios medicamentos en el receptáculo de un recolector.
told-not-a-form = Esto no es un formulario de la DEA.
told-report-disposal-log = Registro de desechos
told-report-disposal-log-is = Todo lo desechado en el período, tal como quedó tras las correcciones; lo retirado permanece y se marca.
told-report-waste = Lista de separación de residuos peligrosos
told-report-waste-is = Lo desechado en el período que hay que mantener aparte, por tipo de residuo, con los códigos de cada uno.
told-report-waste-not = Esto no es un manifiesto de residuos peligrosos, ni una determinación de residuos del generador, ni un formulario de la DEA.
told-report-liners = Libro de bolsas
told-report-liners-is = Lo que se hizo con cada bolsa interior en el período, con los campos de 21 CFR 1304.22(f)(2) y los dos que firmaron.
told-report-liners-not = No dice nada del contenido de las bolsas. Esto no es un formulario de la DEA.
told-report-packages = Libro de paquetes de devolución por correo
told-report-packages-is = Lo que se hizo con cada paquete en el período, con los campos de 21 CFR 1304.22(f)(1) y los dos que vieron una destrucción.
told-report-packages-not = Los paquetes no se abren, y no dice nada de su contenido. Esto no es un formulario de la DEA.
told-report-facility-deposits = Depósitos de medicamentos de residentes
told-report-facility-deposits-is = Lo que una institución de cuidados a largo plazo puso en el receptáculo por sus residentes en el período, cuándo se suspendió cada medicamento y las dos personas que lo vieron (21 CFR 1317.80(a)).
told-report-facility-deposits-not = No nombra a ningún residente ni ninguna bolsa. Esto no es un formulario de la DEA.
told-report-inventory = Inventario del recolector
told-report-inventory-is = Lo que encontró cada inventario del período, y lo que según el registro estaba aquí y no encontró: bolsas sin usar y selladas, paquetes sin usar y devueltos, cajas de jornadas de recolección, con tamaños y números (21 CFR 1304.11(e)(7)).
told-report-inventory-not = El contenido de bolsas y paquetes no se inventaría. Esto no es un formulario de la DEA.
told-report-form-41 = Hoja de datos del formulario DEA 41: destrucción
told-report-form-41-is = Lo destruido en el período, en los campos del formulario DEA 41 (secciones A a D), para quien llena el formulario: existencias propias en B.1, bolsas selladas y paquetes devueltos en B.2.
told-report-form-41-not = Esto es una hoja de datos y no un formulario de la DEA; no declara nada ni reemplaza ninguna firma.
told-report-request = Hoja de datos del formulario DEA 41: solicitud
told-report-request-is = Lo que un profesional de la salud tiene y pide al agente especial a cargo de la DEA que ayude a desechar (21 CFR 1317.05(a)(4)(i)), en los campos del formulario DEA 41, secciones A y B.
told-report-request-not = Esto es una hoja de datos y no un formulario de la DEA. Nada de lo que contiene se destruyó: las secciones C y D quedan vacías hasta que responda el agente especial a cargo.
told-report-weights = Hoja de pesos de la jornada de recolección
told-report-weights-is = Las cajas selladas de cada jornada abierta en el período: pesos en libras, sellos, quién las selló, quién las recibió.
told-report-weights-not = Las cajas se pesan enteras; no se dice nada de lo que contienen. Esto no es un formulario de la DEA.
told-report-shift = Resumen de fin de turno
told-report-shift-is = Lo que ingresó cada operador en el período, para el recuento y las firmas al final de un turno.
told-report-audit = Extracto para auditoría
told-report-audit-is = Todo registro ingresado en el período, con correcciones y retiros, en el orden y con los hashes del registro.
told-report-audit-not = Es una copia: si el registro mismo sigue íntegro lo responde `takeback verify`. Esto no es un formulario de la DEA.
told-rules-caveat = La tabla 1 de NIOSH 2024 está incompleta y sin verificar: faltan aquí unos 11 de sus medicamentos y la mayoría de los demás son derivados, no leídos. Solo listas federales; los estados pueden ser más estrictos. Que algo no conste no significa que no esté en ninguna lista.
told-rules-caveat-niosh-2016 = También cuentan las listas NIOSH 2016, como dice la configuración; ninguna de sus filas se cotejó con la publicación.
told-rules-unknown = Sin identificar: tratar como peligroso y posiblemente controlado.
told-listing-p001 = en la lista: warfarina y sus sales por encima de 0.3 % (CAS 81-81-2) (leído). Las tabletas suelen superarlo (p. ej. 1 mg en unos 220 mg = 0.45 %). Con 0.3 % o menos, U248. Solo como único principio activo.
told-listing-u248 = en la lista: warfarina y sus sales con 0.3 % o menos (leído)
told-listing-p075 = con sus sales. EXCLUIDO a nivel federal desde el 2019-08-21: sustitutos de nicotina de venta libre aprobados por la FDA (chicle, parche, pastilla para chupar). Siguen siendo P075: inhalador o aerosol nasal con receta, líquido de vapeo. Algunos estados no adoptaron la exclusión. (Texto de 2015, leído: “Nicotine, & salts”; la excepción para venta libre es la enmienda de 2019.)
told-listing-p008 = la lista dice 4-aminopyridine / 4-pyridinamine, CAS 504-24-5, sin “& salts” (leído). Dalfampridina (Ampyra 10 mg ER) = 4-aminopiridina: solo fuentes secundarias. Único principio activo.
told-listing-p046 = la lista dice alpha,alpha-dimethylphenethylamine, CAS 122-09-8, sin “& salts” (leído). Solo la base (CAS 122-09-8). El clorhidrato de fentermina y otras sales NO son P046 (EPA RO 14831); las cápsulas y tabletas que se venden son sales, así que a nivel federal normalmente no llevan código P; algunos estados son más estrictos.
told-listing-p042 = solo la base; sin sus sales (memorando de la EPA, 2007-10-15). No es un sólido oral.
told-listing-p012 = solo inyección (Trisenox)
told-listing-p204 = inyección u oftálmico
told-listing-p081 = la lista dice “Nitroglycerine (R)”, o sea, solo por su reactividad (leído); 261.3(g)(1) (leído): un residuo que consta solo por inflamabilidad, corrosividad o reactividad no es peligroso si no muestra ninguna característica. Las tabletas medicinales terminadas no son reactivas (opinión de la EPA, avisos del sector). Trátese como si NO constara, salvo que el estado no lo haya adoptado.
told-listing-p048 = cápsulas ilícitas de “DNP” para adelgazar; además, explosivo en seco
told-listing-p108 = estricnina y sus sales (leído); solo tónicos históricos
told-listing-p092 = conservante; no es un sólido oral
told-listing-u035 = tabletas Leukeran. Solo como único principio activo.
told-listing-u058 = tabletas o cápsulas. Solo como único principio activo.
told-listing-u150 = tabletas Alkeran. Solo como único principio activo.
told-listing-u089 = descontinuado. Solo como único principio activo.
told-listing-u200 = tabletas. Solo como único principio activo.
told-listing-u237 = cápsulas descontinuadas. Solo como único principio activo.
told-listing-u034 = la lista dice chloral / trichloroacetaldehyde, CAS 75-87-6, que no es el CAS del hidrato de cloral: tratar el hidrato de cloral como U034 es la lectura prudente habitual, no la letra de la lista. También es CIV 2465, así que puede valer la exención condicional de 266.506(a)(1). Solo como único principio activo.
told-listing-u187 = retirado del mercado; solo tabletas antiguas de un único ingrediente (las combinaciones APC no lo son). Solo como único principio activo.
told-listing-u155 = somníferos de venta libre retirados en 1979. Solo como único principio activo.
told-listing-u164 = antitiroideo descontinuado (no es propiltiouracilo). Solo como único principio activo.
told-listing-u188 = pastillas para chupar y aerosoles en que el fenol es el único activo. Solo como único principio activo.
told-listing-u059 = consta como daunomycin; inyección
told-listing-u010 = inyección; el texto del código consta también en haztrak
told-listing-u206 = consta como streptozotocin; inyección
told-listing-u129 = loción o champú; también D013
told-listing-u205 = champú; la lista lleva (R,T)
told-listing-u132 = tópico
told-listing-u182 = líquido
told-listing-u151 = elemental (termómetros)
told-listing-u121 = propelente de inhaladores antiguos
told-listing-d010 = límite TCLP 1.0 mg/L: con un total > 20 mg/kg puede no cumplir (regla del 20). P. ej. 55 mcg de Se en un multivitamínico de 1.5 g = 37 mg/kg; 200 mcg en 0.5 g = 400 mg/kg [límite leído; los mg/kg se calculan con la razón 20:1 de TCLP, no están en 261.24]
told-listing-d007 = límite TCLP 5.0 mg/L: con un total > 100 mg/kg puede no cumplir. P. ej. picolinato de cromo, 200 mcg de Cr en 0.5 g = 400 mg/kg; 35 mcg en 1.5 g = 23 mg/kg cumple [límite leído; los mg/kg se calculan con la razón 20:1 de TCLP, no están en 261.24]
told-listing-d005 = límite TCLP 100 mg/L: con un total > 2000 mg/kg puede no cumplir; el sulfato de bario es poco soluble, el generador debe analizarlo o saberlo [límite leído; los mg/kg se calculan con la razón 20:1 de TCLP, no están en 261.24]
told-listing-d011 = límite TCLP 5.0 mg/L (100 mg/kg). Casi siempre tópico (sulfadiazina de plata, nitrato de plata) [límite leído; los mg/kg se calculan con la razón 20:1 de TCLP, no están en 261.24]
told-listing-d009 = límite TCLP 0.2 mg/L (4 mg/kg). Casi siempre líquidos; también algunas tabletas homeopáticas o ayurvédicas [límite leído; los mg/kg se calculan con la razón 20:1 de TCLP, no están en 261.24]
told-listing-d004 = límite TCLP 5.0 mg/L (100 mg/kg); ayurvédico u homeopático [límite leído; los mg/kg se calculan con la razón 20:1 de TCLP, no están en 261.24]
told-listing-d008 = límite TCLP 5.0 mg/L (100 mg/kg); ayurvédico [límite leído; los mg/kg se calculan con la razón 20:1 de TCLP, no están en 261.24]
told-listing-d006 = límite TCLP 1.0 mg/L (20 mg/kg) [límite leído; los mg/kg se calculan con la razón 20:1 de TCLP, no están en 261.24]
told-listing-d013 = límite TCLP 0.4 mg/L
told-listing-d024 = límite TCLP 200.0 mg/L; si o-, m- y p-cresol no se pueden distinguir, cresol total D026, también 200 mg/L; conservante de insulina
told-listing-d022 = límite TCLP 6.0 mg/L
told-listing-d001 = líquido con punto de inflamación < 60 °C (140 °F) que no sea una solución acuosa con < 24 % de alcohol en volumen; no líquido que puede iniciar un fuego y arde con fuerza; gas comprimido inflamable; oxidante (p. ej. permanganato, nitrato). No las tabletas corrientes
told-listing-niosh-meets-a-niosh-criterion = cumple un criterio de NIOSH, además de desarrollo y reproducción
told-listing-niosh-only-developmental-reproductive-hazard = solo peligro para el desarrollo o la reproducción
told-listing-niosh-only-developmental-reproductive-hazard-alitretinoin = solo peligro para el desarrollo o la reproducción; gel tópico en EE. UU.
told-listing-niosh-meets-a-niosh-criterion-apomorphine = cumple un criterio de NIOSH, además de desarrollo y reproducción; en EE. UU. inyección y película sublingual
told-listing-niosh-antineoplastic-ahfs-10-00 = antineoplásico (AHFS 10:00)
told-listing-niosh-non-antineoplastic-meeting-a = no antineoplásico que cumple un criterio de NIOSH
told-listing-niosh-primarily-adverse-reproductive-effects = sobre todo efectos adversos para la reproducción
told-listing-niosh-mshi-and-or-ntp = con información especial de manejo del fabricante (MSHI), o cancerígeno: reconocido por el NTP, o del grupo 1 o 2A de la IARC
told-listing-niosh-mshi-added-after-2016 = con información especial de manejo del fabricante (MSHI); añadido después de 2016
told-listing-niosh-inqovi-tablets-decitabine-is = tabletas Inqovi: consta la decitabina; la forma oral lo hereda
told-listing-niosh-added-by-niosh-web = añadido por NIOSH en su web el 2025-07-17 (MSHI); inyección
told-listing-p018 = solo importa en productos históricos u homeopáticos (nux vomica); único principio activo
told-listing-u026 = antineoplásico obsoleto; consta como chlornaphazin. Solo como único principio activo.
told-listing-u044 = preparados líquidos antiguos; también D022
told-listing-u144 = astringente tópico antiguo; también D008
told-listing-u203 = aromas y remedios caseros antiguos
told-listing-u204 = inyección de oligoelementos; la lista abarca el ácido selenioso y el dióxido de selenio; también D010
told-listing-u238 = antineoplásico o hipnótico histórico. Solo como único principio activo.
told-source-niosh-2016 = NIOSH 2016-161 (lista de memoria)
told-source-niosh-2024 = NIOSH 2025-103 (2024), tabla 2, extraída por un programa
told-source-derived = derivado: en la lista de 2016 (de memoria), ausente de la tabla 2 extraída de 2024 y de los medicamentos quitados
told-source-261-33 = 40 CFR 261.33, leído
told-source-261-24 = 40 CFR 261.24, tabla 1, leída
told-source-261-21 = 40 CFR 261.21, leído
told-source-mirror = copia de cdc.gov, NIOSH 2025-103
told-source-memory = de memoria
told-effect-possible = No se puede excluir: no se conocen la masa, la composición o la sal.
told-effect-contains = Contiene una sustancia de la lista que no es el único principio activo: no consta, y por norma se trata como peligroso.
told-effect-excluded = No vale para este producto; se muestra porque el nombre consta en la lista.
told-effect-pack = Una de varias tabletas de un envase; no se determinó cuál, así que lo que vale para cualquiera de ellas se da por válido.
told-effect-in-pack = { $told-a } Una de varias tabletas de un envase; no se determinó cuál, así que lo que vale para cualquiera de ellas se da por válido.
told-schedule-hydrocodone = todos los productos de hidrocodona, también las combinaciones con acetaminofén o ibuprofeno (CII desde 2014-10-06; el código anterior de las combinaciones, 9806, ya no se usa)
told-schedule-oxycodone = también las combinaciones con acetaminofén, aspirina o ibuprofeno (Percocet)
told-schedule-fentanyl = tabletas bucales y sublinguales Abstral y Fentora, Actiq
told-schedule-meperidine = tabletas Demerol; 1308.12 la llama petidina (meperidina)
told-schedule-amphetamine = Adderall, Evekeo; vale también para sales e isómeros
told-schedule-dextroamphetamine = Dexedrine, Zenzedi; 1308.12(d)(1) vale para la anfetamina, sus sales, sus isómeros ópticos y las sales de estos
told-schedule-dexmethylphenidate = Focalin; código DEA del metilfenidato
told-schedule-codeine = acetaminofén con codeína (Tylenol #3), butalbital con acetaminofén, cafeína y codeína, carisoprodol con aspirina y codeína. Texto: no más de 90 mg por unidad de dosis, con uno o más principios activos no narcóticos en cantidades terapéuticas reconocidas
told-schedule-buprenorphine = tabletas sublinguales Subutex y Zubsolv; buprenorfina con naloxona
told-schedule-anabolic-steroids = metiltestosterona, oxandrolona, oximetolona, fluoximesterona, estanozolol, cápsulas de undecanoato de testosterona. EEMT y Covaryx (estrógenos esterificados con metiltestosterona) están exentos según 21 CFR 1308.33 y 1308.34: consulte la lista de exentos de la DEA
told-schedule-barbiturates = Fiorinal (butalbital con aspirina y cafeína) es CIII; la mayoría de los productos de butalbital con acetaminofén y cafeína están exentos a nivel federal (lista de 21 CFR 1308.32), y algunos estados los controlan
told-schedule-dronabinol = Marinol y genéricos
told-schedule-chlordiazepoxide = Librium; clordiazepóxido con clidinio (Librax): consulte la lista de productos de receta exentos de la DEA
told-schedule-phenobarbital = tabletas; la belladona con fenobarbital (Donnatal) puede ser un producto de receta exento
told-schedule-temazepam = Restoril; también está en NIOSH
told-schedule-phentermine = Adipex-P; Qsymia (con topiramato)
told-schedule-pentazocine = tabletas de pentazocina con naloxona
told-schedule-diphenoxylate = tabletas Lomotil. Fuera de estos límites, el difenoxilato es CII (1308.12(c)(8))
told-schedule-assumed = { $told-a } La cantidad no consta: el límite se da por cumplido.
told-color-black = negro
told-color-gray = gris
told-color-white = blanco
told-color-red = rojo
told-color-purple = morado
told-color-pink = rosado
told-color-green = verde
told-color-yellow = amarillo
told-color-orange = anaranjado
told-color-brown = marrón
told-color-blue = azul
told-color-turquoise = turquesa
told-shape-bullet = bala
told-shape-capsule = cápsula
told-shape-clover = trébol
told-shape-diamond = rombo
told-shape-double-circle = doble círculo
told-shape-freeform = forma libre
told-shape-gear = engranaje
told-shape-heptagon = heptágono
told-shape-hexagon = hexágono
told-shape-octagon = octágono
told-shape-oval = ovalada
told-shape-pentagon = pentágono
told-shape-rectangle = rectángulo
told-shape-round = redonda
told-shape-semi-circle = semicírculo
told-shape-square = cuadrada
told-shape-tear = gota
told-shape-trapezoid = trapecio
told-shape-triangle = triángulo
told-not-complete = Incompleto: las primeras { $a } de { $b } filas. Pida CSV, que las contiene todas, o un período más corto.
told-not-in-csv = No está en este CSV: { $a }. PDF y XLSX contienen todas las tablas.
told-enrol-not-one-pill = { $told-a } muestra { $b } pastillas; fotografíe sola la que debe aprenderse
told-enrol-no-direction = { $told-a } no muestra nada que el modelo pueda distinguir de otra cosa
told-enrol-nothing-known = el catálogo no tiene { $a } parte { $b }: diga qué es con --name y --imprint
told-enrol-facts-known = el catálogo tiene { $a } parte { $b }: sus datos se toman de allí, omítalos
told-enrol-no-name = un producto que ningún catálogo tiene se aprende con el nombre de su etiqueta; diga ese nombre
told-enrol-no-enrolment = { $a } no corresponde a ninguna pastilla aprendida en vigor; vea `takeback enrol list`
told-station-ndc-not-listed = el catálogo no tiene ningún producto con el NDC { $a }, así que ninguna pastilla se puede comparar con él; búsquelo por nombre
told-station-nothing-expected = la lista no nombra ningún NDC; dé al menos uno con que comparar
told-code-unknown-element = el código contiene un elemento `{ $a }` que aquí no se conoce; compárelo con la etiqueta
told-code-value = el elemento ({ $a }) es `{ $b }`, lo que no puede ser; escanéelo de nuevo
told-code-twice = el elemento ({ $a }) está dos veces con dos valores; escanéelo de nuevo
told-item-number-form = `{ $a }` no es un número de artículo comercial: tiene 8, 12, 13 o 14 dígitos y nada más
told-item-number-digit = `{ $a }` no se leyó bien: su dígito de control debería ser { $b }; escanéelo de nuevo
told-measure-too-few = se pueden leer { $a } de las marcas de la tarjeta, y hacen falta al menos { $b }: ponga la tarjeta plana bajo la cámara, entera y bien iluminada, y tómela de nuevo
told-measure-in-one-line = las marcas que se pueden leer están casi en una línea: ponga la tarjeta de modo que llene la imagen y tómela de nuevo
told-measure-too-oblique = la cámara mira a lo largo de la bandeja y no desde arriba: móntela encima de la bandeja y tómela de nuevo
told-measure-too-rough = las marcas están a { $a } mm de donde están impresas: ponga la tarjeta plana y quieta, nítida en la imagen, y tómela de nuevo
told-measure-ruler = la línea de la tarjeta no puede medir { $a } mm: mida la línea que debería tener 100 mm, o imprima la tarjeta de nuevo a tamaño real
told-station-no-calibration = no hay tal calibración en el registro; `takeback calibration list` las nombra
told-station-stale-calibration = esa calibración tiene { $a } días y ya no se usa; ponga la tarjeta en la bandeja y tómela de nuevo
told-station-camera-moved = parece que la cámara se movió desde que se calibró el { $told-a }; tome la calibración de nuevo, o diga que no se movió: `takeback calibration unmoved ID`
told-ledger-locked = { $a } está cifrado: indique su archivo de clave (--key-file, TAKEBACK_KEY_FILE o `key_file` en settings.toml), o ingrese la frase de contraseña
told-ledger-wrong-key = esta frase de contraseña o archivo de clave no abre { $a }, que se dejó como estaba; si es lo correcto, el archivo está dañado: restaure la última copia de seguridad
told-ledger-not-encrypted = { $a } no está cifrado, pero se indicó una clave: quite `key_file` de settings.toml y TAKEBACK_KEY_FILE del entorno, o ejecute `takeback encrypt`
told-ledger-no-key-file = no se puede leer el archivo de clave { $a }: { $b }; conecte la unidad que lo contiene, o indique dónde está
told-ledger-not-a-key-file = el archivo de clave { $a } no contiene 64 dígitos hexadecimales; indique el que creó `takeback encrypt`, o devuélvalo desde donde se guarda bajo llave
told-ledger-not-rewritten = { $a } no resulta íntegro ({ $told-b }), así que no se escribió de nuevo; se dejó como estaba
told-station-already-encrypted = el registro ya está cifrado; primero `takeback decrypt`, para elegir otra frase de contraseña u otro archivo de clave
told-station-not-encrypted = el registro no está cifrado
told-station-pin-for-record = un PIN de dígitos se adivina enseguida en un archivo robado; use una frase de contraseña de 12 caracteres o más
told-action-enrol = hacer que se aprendan pastillas
told-thing-detail = el dato de un registro
told-did-amend = declarado de nuevo
told-did-transfer-package = entregado a un distribuidor inverso
told-law-destroyed-here = Quien recibe paquetes devueltos como registrante los destruye en el lugar. Solo la policía los entrega a un distribuidor inverso; configure esa estación como LE_RECEPTACLE.
told-law-from-police = Solo un distribuidor inverso recibe de la policía paquetes y cajas sellados. Configure esa estación como REVERSE_DISTRIBUTOR.
told-law-starts-unused = Aquí una bolsa interior entra en el registro sin usar, cuando se adquiere. Solo un distribuidor inverso la recibe sellada.
told-law-arrives-sealed = Un distribuidor inverso recibe las bolsas interiores selladas. Donde tenga un receptáculo propio, configure esa estación como COLLECTOR.
told-law-not-at-facility = Una institución de cuidados a largo plazo no es lugar de destrucción. Entregue la bolsa interior sellada.
told-law-facility-only = Los supervisores se nombran para el receptáculo de una institución de cuidados a largo plazo, y los nombra su recolector.
told-law-registrants-only = Solo los registrantes tienen que hacer un inventario. La lista de lo que hay está abierta a todos.
told-law-own-stock-elsewhere = El inventario de las existencias propias, con lo dañado, defectuoso o impuro que espera su desecho, se lleva en otra parte: aquí solo se cuentan bolsas interiores y paquetes.
told-law-not-police = El formulario DEA 41 es para los registrantes de la DEA. La policía registra la destrucción según sus propias reglas de evidencia: imprima el libro de bolsas o los pesos de la jornada.
told-law-not-drop-box = El formulario DEA 41 es para los registrantes de la DEA. La policía registra la destrucción según sus propias reglas de evidencia: imprima el libro de bolsas o el libro de paquetes.
told-law-not-evidence = El formulario DEA 41 es para los registrantes de la DEA. La policía registra la destrucción según sus propias reglas de evidencia: imprima el registro de desechos y lleve el libro de evidencias de la propia agencia.
told-law-no-registrant = El formulario DEA 41 es para los registrantes de la DEA que destruyen sustancias controladas. Este tipo de sitio no lo es; quien se lleva el material hace el registro.
told-law-no-assistance = Solo los profesionales de la salud pueden pedir ayuda al agente especial a cargo de la DEA con lo que tienen. Use el registro de destrucción, `form-41`.
told-law-no-contents = Lo que hay dentro de una bolsa, un paquete o una caja no se registra nunca, así que ningún registro de un artículo los nombra.
told-site-not-adistributor = la policía entrega lo que recolectó a un distribuidor inverso y no a un distribuidor (21 CFR 1317.35(e), 1317.55); elija el distribuidor inverso
told-trail-range = `{ $a }` no es un intervalo: los dos números empiezan igual y terminan en dígitos, el menor primero, como CRL1007 - CRL1027
step-transfer-package = Entregar paquetes devueltos
step-destroy-stock = Destruir existencias propias
step-transfer-stock = Entregar existencias propias
step-deposit-residents = Depositar medicamentos de residentes
step-amend = Corregir un peso, un lugar o un método
slot-record = Número del registro
slot-detail = Qué debió decir
slot-location = Nombre del lugar o de la empresa
taker-reverse-distributor = Distribuidor inverso
detail-weight = Peso
detail-box-weight = Pesos de la caja
detail-place = Lugar
detail-method = Método
history-corrected = Corregido después
done-opened = jornada de recolección abierta
done-box-sealed = caja sellada
done-box-voided = caja anulada por error de registro
done-deposited = todo depositado
done-closed = jornada cerrada, cajas entregadas
done-inventory = inventario hecho
done-amended = dato declarado de nuevo
box-restated = peso corregido
amend-said = Ahora dice
amend-nothing = Indique el número de un registro que declare un peso, un lugar o un método: aparece en el historial de cada bolsa, paquete y caja y, para las existencias propias, es la hoja del formulario DEA 41.
amend-no-record = Indique el número del registro, tal como aparece en el historial y en los informes.
amend-no-detail = Elija qué se declara de nuevo.
hint-record = por ejemplo 42
trail-look-up = Todos los registros de un número
trail-title = Cada registro de un número
trail-numbers = Número de una bolsa, un paquete, una caja o un sello, o un intervalo
trail-hint = CRL1007, o CRL1007 - CRL1027
trail-go = Buscar
trail-found = { $count ->
    [0] Ningún registro nombra { $numbers }.
    [one] Un registro nombra { $numbers }.
   *[other] { $count } registros nombran { $numbers }, desde el primero.
}
trail-window = Según lo registrado, { $number } estuvo abierta desde { $from } hasta { $to }. Es un tiempo y no una lista: no se registra qué artículos entraron en ella.
trail-still-open = ahora
trail-sizes = Tamaño: { $sizes }
trail-missing = Este inventario no encontró: { $numbers }
trail-signed = Firmado: { $who }, { $when }
trail-more = { $count ->
    [one] 1 registro más: pida un intervalo más corto, o use takeback trail.
   *[other] { $count } registros más: pida un intervalo más corto, o use takeback trail.
}
trail-correct = Corregir un dato del registro { $number }
trail-correct-short = Corregir un dato
stock-chosen = { $count ->
    [0] Ningún artículo elegido
    [one] Un artículo elegido
   *[other] { $count } artículos elegidos
}
stock-all = Elegir todos
stock-none = Aquí no hay existencias propias: registre primero, uno por uno, los medicamentos vencidos o dañados.
stock-none-chosen = Elija los artículos que se destruyeron.
stock-none-handed = Elija los artículos que se entregaron.
deposit-none = Nada espera su depósito: registre primero, uno por uno, lo que los residentes ya no usan.
deposit-none-chosen = Elija los artículos que se depositaron.
deposit-item = { $item }, suspendido el { $day }
stock-item = Artículo { $number }: { $drug }, { $count ->
    [one] una unidad
   *[other] { $count } unidades
}
stock-unidentified = { $item }. Nadie dijo qué es, y el registro de su salida lo necesita: corrija primero el artículo.
stock-batch = Número de lote del artículo { $number } (puede quedar vacío)
stock-packages = Envases completos del artículo { $number } (puede quedar vacío)
hint-packages = 2x60: dos completos de 60
stock-said-batch = lote { $value }
stock-said-packages = envases completos { $value }
lead-stock = Elija lo que se destruyó junto ante dos personas. No lo que queda de una dosis dada a un paciente: eso se registra en otra parte (21 CFR 1304.22(c)).
lead-transfer-stock = Elija lo que recibió de una vez un mismo destinatario: un distribuidor inverso, el proveedor o el fabricante (devolución o retiro del mercado), el que indicó el agente especial a cargo de la DEA (solo para profesionales de la salud), o la DEA. Otro registrante recibe lo de la Lista I o II solo con un formulario de pedido (21 CFR 1305.03, 1317.10(b)). Lo que va a destruirse lo cargan y descargan, o lo observan, dos empleados hasta que está entregado (1317.95(a)). Nadie firma; el registro nombra a quien lo ingresa.
lead-deposit-residents = Elija lo que se puso en el receptáculo ante dos personas. Después del depósito ya no se mira, y el registro no nombra ninguna bolsa. Sin nombres de residentes: solo se guarda el día en que se suspendió el medicamento.
lead-amend = Dos personas declaran de nuevo un peso, un lugar o un método. Lo que se firmó queda en el registro, con la corrección al lado.
lead-transfer-package = Escanee cada paquete que se entrega. Los paquetes no se abren nunca.
lead-regain = Lo entregado volvió sellado, por ejemplo porque el destinatario lo rechazó, o nunca se cargó. El registro de la entrega se queda. Los plazos siguen corriendo desde el día en que se selló o llegó.
lead-strike = Solo lo que llegó sellado y no se manejó desde entonces. El registro equivocado se queda, como anulado, y el número vuelve a estar libre: después registre lo que llegó de verdad.
todo-stock = Las existencias propias registradas una por una se destruyen ante dos personas.
todo-transfer-stock = O se entregan: a un distribuidor inverso, de vuelta al proveedor o al fabricante, a quien indicó el agente especial a cargo de la DEA, o a la DEA.
todo-amend-stock = Si el lugar o el método de una destrucción se registró mal, dos personas lo corrigen, con el número de su hoja para el formulario DEA 41.
todo-deposit = Los medicamentos de residentes registrados uno por uno se ponen en el receptáculo ante dos personas, en los tres días hábiles que siguen a su suspensión.
personal-warning = Esto parece { $sign }. El registro lo guarda durante años: omita todo lo que identifique a un paciente.
personal-birth-date = una fecha de nacimiento
personal-telephone = un número de teléfono
personal-email = una dirección de correo electrónico
personal-social-security = un número de seguro social
personal-prescription = palabras de la etiqueta de una receta
personal-medical-record = el número de un expediente médico
personal-patient = algo sobre un paciente
personal-name = el nombre de una persona
help-trail = Escanee o escriba el número de una bolsa, un paquete, una caja o un sello, o un intervalo como CRL1007 - CRL1027, y pulse Enter. Se muestra desde el primero cada registro que los nombra, con quién firmó.
told-labelled-none = ninguna fotografía guardada muestra un artículo que alguien haya aprobado o corregido; se guardan fotografías donde settings.toml dice `keep_photos = true`
told-self-check-not-set-up = todavía no se ha preparado ninguna autocomprobación: ejecútela una vez con --set-up mientras se sepa que la cámara y el modelo están bien
told-release-no-publisher = settings.toml no dice en qué modelos se confía; indique el archivo de la clave pública del editor como `model_publisher`
told-release-own-models = settings.toml indica sus propios `models`; quite esa línea antes de instalar otros
told-release-signature = release.json no lleva una firma válida de la clave { $a } del editor; no se instaló nada
told-release-changed = { $a } se cambió después de firmarse; no se instaló nada, obtenga de nuevo la versión
told-release-not-packed = { $a } no es lo que escribe `takeback model pack`
told-release-too-few = para comprobar un modelo aquí solo hay { $a } fotografías de una sola pastilla de las que se sabe qué muestran (se omitieron otras { $b }), y hacen falta { $c }; indique una carpeta con --check, o un motivo con --unchecked
told-release-worse = en { $a } fotografías lo hace peor que el modelo actual y no se instaló: primer candidato correcto { $b } veces, antes { $c }; nombrado bien { $d } veces, antes { $e }; mal { $f } veces, antes { $g }; peligros pasados por alto { $h } veces, antes { $i }
told-release-in-use = esa versión es la que está en uso; no se cambió nada
told-labels-unreadable = { $a }: { $b }; sus columnas son file, ndc11 y part, como las escribe `takeback export --labelled`
told-labels-none = { $a } no nombra ninguna fotografía
told-labels-for-training = { $a } solo nombra fotografías de las que aprenden los modelos (kind `site`), y no comprueban ninguno; indique una carpeta con otras
told-enrol-shows-badly = { $told-a } muestra la pastilla borrosa, cortada o desde demasiado lejos; fotografíela otra vez, con algo de fondo alrededor
told-enrol-shows-print = { $told-a } está demasiado oscura o muestra letras junto a la pastilla, que pueden nombrar a una persona, y no se guarda; fotografíe la pastilla sola
told-enrol-same-twice = las dos fotografías son la misma; dé una de cada lado
told-enrol-looks-otherwise = { $told-a } no se parece a { $b } parte { $c }; compare otra vez la pastilla con su etiqueta e insista solo si es ese producto
told-enrol-taught-as-another = { $told-a } se aprendió como { $b } (aprendizaje { $c }), y lo que se aprende como dos productos no se reconoce como ninguno; si fue un error, retire antes aquello con `takeback enrol withdraw`, e insista solo si los dos son esta pastilla
told-enrol-sides-differ = no parecen los dos lados de una misma pastilla; fotografíe de nuevo los dos e insista solo si lo son
told-enrol-described-otherwise = { $a } parte { $b } se describió de otra manera cuando se aprendió como { $c } (aprendizaje { $d }); omita sus datos o retire antes aquello con `takeback enrol withdraw`
told-release-no-earlier = no hay un modelo anterior al que volver
told-release-busy = otro programa está instalando un modelo o volviendo a uno anterior en este momento; no se cambió nada, inténtelo de nuevo cuando termine
told-release-damaged = { $a } no está como se instaló, así que ese modelo no se puede usar; instale de nuevo su versión (`takeback model install RELEASE`) o vuelva al que viene con el programa (`takeback model rollback --shipped`)
told-release-not-as-named = no hay ningún modelo en { $a } ({ $b }), la carpeta que settings.toml indica como `models`; corrija esa línea o quítela
told-release-no-reason = queda constancia de por qué se usa otro modelo; dé el motivo en palabras
told-release-no-file-name = { $a } nombra `{ $b }`, que no es un simple nombre de archivo junto a él; no se firmó nada
told-release-gone = { $a } ya no está, así que ese modelo no se puede volver a usar; instale de nuevo su versión
told-release-not-said = { $a } no dice qué modelo está en uso; elimínelo para usar el que viene con el programa e instale de nuevo la versión
told-finding-changed = la anotación { $a } se cambió después de escribirse
told-finding-other-key = la anotación 1 no está sellada con el chain.key de aquí
told-finding-removed = se quitó la anotación { $a }
told-finding-reordered = la anotación { $a } se movió al lugar { $b }
told-finding-inserted = takeback no escribió la anotación { $a } con esta clave
told-finding-erased = se quitó el contenido de la anotación { $a } sin una purga
told-finding-cut = se quitaron del final las anotaciones { $a } a { $b }
told-finding-head-differs = la anotación { $a } no es la que nombra chain.head
told-finding-head-missing = chain.head falta o está dañado: es posible que se hayan quitado anotaciones del final
told-finding-rewritten = las anotaciones { $a } a { $b } no son aquellas para las que se firmó { $c }: al menos una se reescribió, y con ella todos los hash siguientes
told-finding-other-ledger = la cabecera { $a } se firmó para otro registro, o se sustituyó la anotación 1
told-finding-no-head = { $a } no es una cabecera firmada, o le falta una línea
told-finding-head-of-other-key = la cabecera { $a } está firmada con otra clave, { $b }, y no con { $c }
told-finding-head-forged = la cabecera { $a } no lleva una firma válida: se cambió o se copió mal
told-finding-schema = { $a } no forma parte de la base de datos tal como la crea takeback
told-finding-missing = falta { $a } en la base de datos
told-finding-altered = { $a } no es tal como lo crea takeback
told-finding-misstated = la pantalla Registro no muestra el desecho { $a } como lo declaran sus anotaciones
told-finding-damaged = el archivo de la base de datos está dañado: { $a }
told-the-photograph = la fotografía
told-enrol-not-held = la fotografía de la pastilla ya no está a mano; tome otra
told-report-self-check = Autocomprobación con pastillas conocidas
told-report-self-check-is = Lo que el modelo dijo de fotografías de pastillas conocidas en el período, junto a lo que dijo cuando se establecieron.
told-report-self-check-not = No valida el modelo y no dice nada de otras pastillas. Esto no es un formulario de la DEA.
told-action-model = cambiar el modelo

## Enseñar

teach-title = Aprender esta pastilla
teach-how = Ponga la pastilla sola bajo la cámara, o abra una fotografía de ella. En su ficha elija “Aprender esta pastilla”.
teach-listed = Está en el catálogo
teach-unlisted = No está en ningún catálogo
teach-find = ¿Qué producto es?
teach-sides = { $count ->
    [one] 1 lado
   *[other] los dos lados
}
teach-one-side = Solo se muestra un lado. Una fotografía de cada lado es lo mínimo que vale la pena: por un solo lado, casi nunca se reconoce la pastilla cuando está sobre el otro.
teach-both-sides = Se aprenden los dos lados.
teach-several = La fotografía no muestra solo esta pastilla (se encontraron { $count }). Fotografíe sola la que debe aprenderse.
teach-facts = Indique lo que dice su etiqueta. Nadie declara su composición, así que las reglas la llaman desconocida, nunca libre de listados.
teach-name = Nombre y concentración, como en la etiqueta
teach-ndc = NDC, de la etiqueta
teach-labeler = Etiquetador
teach-imprint = Inscripción; vacío si no lleva nada escrito
teach-second-color = Segundo color
teach-not-stated = no se indica
teach-is-listed = El catálogo tiene este NDC como { $drug }. Elíjalo en “Está en el catálogo”.
teach-as = { $drug }, NDC { $ndc }
teach-nothing = Primero indique qué es
teach-go = Aprenderla
teach-despite = Aprenderla de todos modos
teach-busy = Aprendiendo…
teach-done = Se aprendió { $drug } con { $sides }. Desde ahora se reconoce.
staff-taught = Pastillas aprendidas
taught-begin = Aprender una pastilla
taught-none = Aquí todavía no se ha aprendido ninguna pastilla.
taught-lead = Pastillas que se fotografiaron aquí, además de aquellas con que se entrenó el modelo.
taught-line = { $who }, { $when }, { $sides }
taught-used = En uso
taught-anew = En uso, vista de nuevo con el modelo actual
taught-stale = NO SE USA: se aprendió con otro modelo y no se guarda una de sus fotografías. Haga que se aprenda de nuevo.
taught-undescribed = NO SE USA: no está en ningún catálogo y se retiró lo que se había dicho de ella. Descríbala y haga que se aprenda de nuevo.
taught-unreadable = NO SE USA: no se puede leer qué aspecto tiene. Haga que se aprenda de nuevo.
taught-withdraw-lead = Desde entonces ya no se reconoce. Queda la constancia de que se aprendió.
taught-reason = Por qué ya no se reconoce
taught-reason-hint = por ejemplo: producto equivocado
taught-withdraw = Dejar de reconocerla
taught-withdrawn = { $drug } ya no se reconoce.
help-teach =
    Una fotografía de cada lado es lo mínimo que vale la pena. Cada una muestra solo esta pastilla.
    Busque el producto por nombre, inscripción o NDC, o elija “No está en ningún catálogo” y escriba lo que dice su etiqueta.
    “Aprenderla” surte efecto de inmediato. Su nombre y las fotografías se guardan con la constancia.
help-taught =
    Cada pastilla aprendida aquí aparece con quién la registró y cuándo.
    La que ya no se usa lo dice: haga que se aprenda de nuevo.
    Toque una para que ya no se reconozca. Hace falta un motivo, y la constancia queda.
