/** Spanish texts of "How it works", which are loaded with that page. */
import type { HowTexts } from '../long-catalogues.ts';

export const how: HowTexts = {
  heading: 'Sellado aquí, abierto allí, cerrado entre medias.',
  about:
    'El camino que siguen tus archivos, quién puede ver qué de ellos, y lo que esto no puede hacer por ti.',
  way: {
    heading: 'El camino de un byte',
    drawing:
      'Un dibujo. A un lado, tu navegador sella los archivos. Van, cerrados, al almacén de este sitio, y de allí, todavía cerrados, al navegador de quien los abre. El enlace sigue otro camino, rodeando el almacén: lo das tú.',
    steps: [
      {
        title: 'Tu navegador sella.',
        text: 'Los archivos se cifran antes de salir de este dispositivo, con sus nombres, sus tamaños y tu mensaje, con una clave que se crea solo para este envío.',
      },
      {
        title: 'El almacén los guarda cerrados.',
        text: 'Este servidor y su almacén solo reciben texto cifrado. Nunca les llega una clave para abrirlo.',
      },
      {
        title: 'Tú das el enlace.',
        text: 'Por correo, por chat, como código QR: la vía la eliges tú. La clave está en el enlace, detrás de la #. Un envío para personas concretas no lleva clave en su dirección: se abre con los pares de claves que tienen en sus navegadores.',
      },
      {
        title: 'El otro navegador abre.',
        text: 'Va a buscar los trozos cerrados y compara cada uno con lo que tu navegador ha firmado, antes de quedarse con nada. No ha terminado de guardar hasta que también el último trozo es correcto.',
      },
    ],
  },
  sees: {
    heading: 'Lo que ve este servidor',
    items: [
      'El tamaño de un envío, todos sus archivos juntos y redondeado hacia arriba en un 12 por ciento como mucho, y por tanto en cuántos trozos llega. Lo mismo de la lista de sus archivos.',
      'Cuándo se envía, se cambia y se recoge, cuántas veces se descarga y cuándo termina.',
      'La dirección de red de quien le pregunta, mientras le responde. Para sus límites guarda un hash de la dirección, hecho con una clave propia, un día como mucho. Quien tenga un proxy delante puede anotar más.',
      'De cuántas maneras se puede abrir un envío, pero no quién puede. De una entrega por un enlace de solicitud, para qué bandeja de entrada es.',
      'De un par de claves, la parte pública: sus claves públicas y su nombre. De quién son las claves por las que pregunta un navegador, y de quién es la bandeja de entrada que lee.',
      'Por qué envíos pregunta un mismo navegador a la vez, cuando muestra sus envíos.',
    ],
  },
  hidden: {
    heading: 'Lo que no ve',
    items: [
      'Lo que hay en los archivos, y de cada uno el nombre, el tamaño, el tipo y la fecha.',
      'Tu mensaje, tus frases de contraseña, la clave de un enlace y la parte privada de tus pares de claves.',
      'Quién ha hecho un envío: la firma va sellada con él. Donde solo pueden enviar personas inscritas, el servidor ve qué clave pide permiso, y podría relacionar lo uno con lo otro.',
    ],
  },
  link: {
    heading: 'Qué es un enlace',
    address: 'Esto nombra el envío. El servidor lo ve.',
    key: 'Esto es la clave: 32 bytes aleatorios y una suma de comprobación. Los navegadores no la envían a los servidores, y esta página la quita de la barra de direcciones antes de hacer ninguna otra cosa.',
    items: [
      'Quien tiene el enlace entero puede abrir el envío y pasar el enlace a otros. No puede cambiarlo, ni terminarlo, ni firmar por ti.',
      'Una frase de contraseña se pide además del enlace, y ninguno de los dos abre nada sin el otro. Mándalos, pues, por vías distintas.',
    ],
  },
  seal: {
    heading: 'Sello y huella',
    items: [
      'Un sello se dibuja a partir de la huella de una clave: la misma clave tiene el mismo sello en todos los dispositivos. Ayuda a la vista, y no demuestra nada.',
      'Una huella son ocho grupos de cinco cifras. Compáralas una vez con la otra persona, por teléfono o cara a cara; desde entonces este navegador conoce la clave por el nombre que le diste.',
    ],
    kinds: {
      verified: 'Con un anillo: has comparado la huella.',
      blank: 'En blanco: nadie le ha puesto un nombre.',
      broken: 'Roto: firmado con una clave distinta de la que debería ser. No te fíes.',
    },
  },
  lost: {
    heading: 'Cuando se pierde una clave',
    items: [
      {
        title: 'Tienes la copia de seguridad y su frase de contraseña.',
        text: 'Impórtala en Ajustes, en cualquier navegador. Lo que se envió a la clave vuelve a abrirse allí.',
      },
      {
        title: 'La frase de contraseña se ha olvidado.',
        text: 'Nadie puede restablecerla. Mientras el par de claves esté en un navegador, allí sigue abriendo, y «Renovar» crea uno nuevo con su propia frase de contraseña.',
      },
      {
        title: 'No queda ni la copia de seguridad ni el navegador.',
        text: 'Lo que se envió solo a esa clave, y no está guardado en otra parte, queda cerrado para siempre: nadie tiene una segunda clave, tampoco este sitio. Crea un nuevo par de claves, da su enlace de contacto y pide los archivos otra vez.',
      },
      {
        title: 'Quizá la tenga otra persona.',
        text: 'Renuévala, y pide a tus contactos por otra vía que comparen la huella nueva: también un ladrón podría haber creado una clave nueva en tu nombre. Lo que se envió a la clave antigua está abierto para quien la tenga y llegue al envío.',
      },
      {
        title: 'Se ha perdido un enlace.',
        text: 'Cópialo otra vez en Envíos, en el navegador que lo envió. Un envío que no ha firmado ningún par de claves solo lo puede cambiar o terminar ese navegador; si no, termina por sí solo.',
      },
    ],
  },
  cannot: {
    heading: 'Lo que esto no puede hacer',
    items: [
      'La propia página viene de este servidor. Un servidor que te diera otro código podría leer lo que abres y envías con él. Las reglas con las que se carga la página dejan fuera a todos los demás, no al servidor, y una página no puede demostrarse a sí misma. El programa de línea de comandos, «sealdrop», no viene de aquí.',
      'Tu navegador, sus extensiones y este dispositivo ven lo que tú ves.',
      'Un servidor puede rechazar, retrasar, borrar, conservar lo que debería borrar y saltarse los límites. Un límite de descargas y una revocación obligan a los servidores honrados.',
      'Quien pudo abrir un envío quizá haya conservado su clave, y conserva lo que guardó. Para tener certeza, haz un envío nuevo.',
      'El nombre de una clave es el que alguien se da. De quién es la clave, solo lo muestra comparar la huella.',
      'Los archivos guardados son lo que se envió, byte por byte. Pueden ser hostiles al programa que los abre.',
    ],
    more: 'docs/threat-model.md, en el código fuente de Sealdrop, repasa los ataques uno por uno.',
  },
};
