/** Spanish texts of the accessibility statement, which are loaded with that page. */
import type { AccessibilityTexts } from '../long-catalogues.ts';

export const accessibility: AccessibilityTexts = {
  heading: 'Para todo el mundo, y hasta dónde es verdad.',
  aim: {
    heading: 'Con qué se mide',
    text: 'Con las pautas de accesibilidad para el contenido web (WCAG) 2.2, nivel AA. Según las pruebas del proyecto, las cumple; esta declaración se apoya solo en esas pruebas.',
  },
  tests: {
    heading: 'Cómo se prueba',
    items: [
      'axe, un programa que busca barreras, recorre cada página en sus estados, en claro y en oscuro, con 1440 píxeles de ancho y con 320, que es lo que queda de una ventana de 1280 ampliada al 400 por ciento. Lo hace en Chromium.',
      'Enviar, abrir, crear un par de claves, buscar y deshacer se hacen solo con el teclado.',
      'El contraste de cada par de colores se calcula: al menos 4,5 a 1 para el texto, 3 a 1 para los bordes de los controles.',
      'Los recorridos principales se ejecutan en Chromium, Firefox y WebKit, y encuentran todo por su función y su nombre, como hace un lector de pantalla.',
      'Donde el sistema pide menos movimiento, nada se mueve.',
    ],
  },
  known: {
    heading: 'Lo que no está bien, o no se sabe',
    items: [
      'Ninguna prueba usa un lector de pantalla, el control por voz ni un pulsador. Las funciones, los nombres y los avisos están hechos para ellos; lo bien que sirven a quien depende de uno, las pruebas no lo muestran.',
      'En Firefox y WebKit ningún programa busca barreras: allí solo se prueban los recorridos principales.',
      'Los nombres de archivos, los nombres de personas y los mensajes están como se escribieron. La página no sabe en qué idioma, así que un lector de pantalla puede pronunciarlos en el suyo.',
      'Las huellas son cuarenta cifras, porque menos no serían seguras. Van en grupos de cinco, para leerlas en voz alta. Los sellos y los códigos QR son imágenes que no dicen más que las palabras que tienen al lado.',
      'Los envíos terminan a la hora elegida al enviar, y esta página no puede aplazarla.',
      'Lo que te envían es tan accesible como lo hayan hecho.',
    ],
  },
  help: {
    heading: 'Si algo te deja fuera',
    text: 'Escribe a quien administra este sitio; el proyecto no tiene aquí una dirección propia. Di en qué página fue, qué querías hacer y qué usas para ello. Puede pasárselo al proyecto.',
    line: 'Enviar, abrir, las claves, los contactos y la bandeja de entrada funcionan también en un terminal, con el programa «sealdrop».',
  },
};
