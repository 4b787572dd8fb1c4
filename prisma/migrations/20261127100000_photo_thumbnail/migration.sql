-- What a list shows of a photo, encrypted as the photo is. Null for photos from before: those show whole.
ALTER TABLE "stored_object" ADD COLUMN "thumbnail" BYTEA;
