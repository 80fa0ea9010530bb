// Makes a heavy photo lighter before it leaves: telephones send less, and what the camera wrote in it stays there.
const LONGEST_SIDE = 2560;
const HEAVY_BYTES = 1_500_000;
const QUALITY = 0.85;
const TAKEN = /^image\/(jpeg|png|webp)$/;

const isImage = ({ type, name }) => type.startsWith('image/') || /\.hei[cf]$/i.test(name);

/** The same file where it is light enough, no image, or none that this browser reads. */
export async function lighter(file) {
  const isTaken = TAKEN.test(file.type);
  if (!isImage(file) || (isTaken && file.size <= HEAVY_BYTES)) return file;
  try {
    const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' });
    const blob = await drawn(bitmap);
    if (!blob || (isTaken && blob.size >= file.size)) return file;
    return new File([blob], `${file.name.replace(/\.\w+$/, '')}.jpg`, { type: 'image/jpeg' });
  } catch {
    return file;
  }
}

function drawn(bitmap) {
  const scale = Math.min(1, LONGEST_SIDE / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(bitmap.width * scale);
  canvas.height = Math.round(bitmap.height * scale);
  const context = canvas.getContext('2d');
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => {
    canvas.toBlob(resolve, 'image/jpeg', QUALITY);
  });
}
