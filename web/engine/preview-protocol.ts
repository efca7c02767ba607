/** What crosses the border between page and worker of a file that is looked at: pixels or text, or why it is neither. */

/** Kinds of images that are shown. */
export type ImageFormat = 'JPEG' | 'PNG' | 'GIF' | 'WebP' | 'AVIF';

/** What is shown of one verified file: never its bytes as such, but what was drawn or read of them. */
export type Preview =
  | {
      readonly kind: 'image';
      readonly format: ImageFormat;
      /** Of it all, upright. */
      readonly width: number;
      readonly height: number;
      /** More frames than the one that was drawn. */
      readonly animated: boolean;
      /** The pixels, scaled down to what was asked for; whoever gets them closes them. */
      readonly moved: ImageBitmap;
    }
  | {
      readonly kind: 'text';
      readonly text: string;
      /** Bytes of the file that this is. */
      readonly length: number;
      /** The whole file was fetched and verified; else its first bytes. */
      readonly isWhole: boolean;
    }
  /** Neither text nor an image of these kinds. */
  | { readonly kind: 'neither' }
  /** An image of more bytes than this. */
  | { readonly kind: 'too-large'; readonly limit: number }
  /** An image that says it has more pixels than this. */
  | {
      readonly kind: 'too-many-pixels';
      readonly width: number;
      readonly height: number;
      readonly limit: number;
    }
  /** It begins like an image, and cannot be drawn. */
  | { readonly kind: 'unreadable'; readonly format: ImageFormat };
