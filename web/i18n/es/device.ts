/** Spanish texts of the app on a device: without the server, shared into by other apps, reading QR codes. A part of the catalogue. */
import type { Catalogue } from '../catalogue.ts';

export const device: Catalogue['device'] = {
  sharedText: 'Texto compartido.txt',
  away: {
    label: 'El servidor',
    next: 'Los paquetes y los archivos antiguos se abren de todos modos, sin ningún servidor. Enviar archivos y abrir enlaces tendrá que esperar a que vuelva.',
  },
  shared: {
    label: 'Compartido con Sealdrop',
    asking: '¿Sellar y enviar esto?',
    askingNext:
      'Se entregó a esta página desde fuera, y todavía nada de ello ha salido de este navegador. Si no lo has compartido tú, descártalo.',
    send: 'Sellar y enviar',
    lost: {
      title: 'Lo compartido ya no está aquí.',
      next: 'Espera a esta página solo un minuto, y en la memoria. Compártelo otra vez o elígelo abajo.',
    },
    notTaken: {
      title: 'Lo compartido no se aceptó.',
      next: 'La parte de Sealdrop que lo recibe ya no está instalada en este navegador, así que llegó al servidor, por la conexión cifrada pero sin sellar. El servidor no guarda ni lee nada de ello. En Ajustes, «Guardar para usar sin conexión» trae de vuelta esa parte. Después compártelo otra vez o elígelo abajo.',
    },
  },
  offline: {
    heading: 'Uso sin conexión',
    about:
      'Este navegador puede guardar la propia página para que se abra sin red y abra allí también paquetes y archivos antiguos. Con red, la página viene siempre del servidor.',
    sharing:
      'Instalado como aplicación, Sealdrop recibe además, con el mismo service worker, lo que compartes desde otras aplicaciones.',
    keep: 'Guardar para usar sin conexión',
    kept: 'Guardada. Cada versión nueva ocupa el lugar de la anterior.',
  },
  reader: {
    scan: 'Escanear un código QR',
    stop: 'Detener la cámara',
    preview: 'Lo que ve la cámara',
    asking: 'El navegador pregunta si esta página puede usar la cámara.',
    live: 'Pon el código QR dentro de la imagen. Se lee en este navegador; nada se graba ni se envía.',
    problems: {
      denied:
        'El navegador no deja que esta página use la cámara. Permítelo en los ajustes del navegador o usa una imagen del código.',
      none: 'Aquí no hay ninguna cámara. Usa una imagen del código.',
      busy: 'La cámara no responde: puede que otro programa la esté usando. Ciérralo o usa una imagen del código.',
    },
  },
};
