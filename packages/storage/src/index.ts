export { errors as storageErrors } from './errors.ts';
export {
  deleteObjectsOfMessage,
  deleteObjectsOfResident,
  readObject,
  readThumbnail,
  type SealedObject,
  type StoredPhoto,
  sealObject,
  storeObject,
} from './object-store.ts';
export { preparePhoto } from './prepare-photo.ts';
