export { type Catalog, createCatalog } from './catalog.ts';
export { type City, citySettingsSchema, readCity, saveCitySettings } from './city-settings.ts';
export { errors as catalogErrors } from './errors.ts';
export { disableFeature, findInstalled, type Installed, installFeature, listInstalled } from './installs.ts';
