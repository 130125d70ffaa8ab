// Makes data/geography/*.geojson again from the two npm packages that hold the outlines.
// Run `node scripts/geography/convert.mjs` from the root: needs node and npm; what npm brings goes to a temporary folder.

import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";

const PACKAGES = ["world-atlas@2.0.2", "topojson-client@3.1.0", "topojson-simplify@3.0.3"];
const REGIONS_PACKAGE = "@superset-ui/legacy-plugin-chart-country-map@0.20.3"; // 2.1.0 is an empty stub
const OUTPUT = "data/geography";
const WINDOW = { west: -26, south: -19, east: 41, north: 52 }; // leaves out French Guiana, Réunion, the Azores' west
const SMALLEST_AREA = 1e-7; // of a triangle of the outline, in steradians; smaller bends are straightened
const DECIMALS = 2; // about one kilometre, in step with the simplification

// ISO 3166-1 numeric, alpha-2, French and English names; Western Sahara is a territory of its own.
const COUNTRIES = `
  466 ML Mali|Mali
  854 BF Burkina Faso|Burkina Faso
  204 BJ Bénin|Benin
  384 CI Côte d’Ivoire|Côte d’Ivoire
  132 CV Cabo Verde|Cabo Verde
  288 GH Ghana|Ghana
  270 GM Gambie|Gambia
  324 GN Guinée|Guinea
  624 GW Guinée-Bissau|Guinea-Bissau
  430 LR Libéria|Liberia
  478 MR Mauritanie|Mauritania
  562 NE Niger|Niger
  566 NG Nigéria|Nigeria
  694 SL Sierra Leone|Sierra Leone
  686 SN Sénégal|Senegal
  768 TG Togo|Togo
  012 DZ Algérie|Algeria
  818 EG Égypte|Egypt
  732 EH Sahara occidental|Western Sahara
  434 LY Libye|Libya
  504 MA Maroc|Morocco
  729 SD Soudan|Sudan
  788 TN Tunisie|Tunisia
  024 AO Angola|Angola
  180 CD République démocratique du Congo|Democratic Republic of the Congo
  140 CF République centrafricaine|Central African Republic
  178 CG Congo|Congo
  120 CM Cameroun|Cameroon
  266 GA Gabon|Gabon
  226 GQ Guinée équatoriale|Equatorial Guinea
  678 ST Sao Tomé-et-Principe|São Tomé and Príncipe
  148 TD Tchad|Chad
  724 ES Espagne|Spain
  250 FR France|France
  300 GR Grèce|Greece
  380 IT Italie|Italy
  470 MT Malte|Malta
  620 PT Portugal|Portugal`;

// ISO 3166-2 of the eight older regions and Bamako, our key, French and English names.
const REGIONS = `
  ML-1 kayes Kayes|Kayes
  ML-2 koulikoro Koulikoro|Koulikoro
  ML-3 sikasso Sikasso|Sikasso
  ML-4 segou Ségou|Ségou
  ML-5 mopti Mopti|Mopti
  ML-6 tombouctou Tombouctou|Timbuktu
  ML-7 gao Gao|Gao
  ML-8 kidal Kidal|Kidal
  ML-BKO bamako District de Bamako|District of Bamako`;

function table(lines) {
  return new Map(
    lines.trim().split("\n").map((line) => {
      const [, foreign, own, name_fr, name_en] = line.trim().match(/^(\S+) (\S+) ([^|]+)\|(.+)$/);
      return [foreign, { own, name_fr, name_en }];
    }),
  );
}

const round = (number) => Number(number.toFixed(DECIMALS));
const same = (a, b) => a[0] === b[0] && a[1] === b[1];

function ring(points) {
  const rounded = points.map(([longitude, latitude]) => [round(longitude), round(latitude)]);
  return rounded.filter((point, index) => index === 0 || !same(point, rounded[index - 1]));
}

const inWindow = ([longitude, latitude]) =>
  longitude > WINDOW.west && longitude < WINDOW.east && latitude > WINDOW.south && latitude < WINDOW.north;

function polygons(geometry) {
  const all = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
  return all
    .filter(([outer]) => outer.every(inWindow))
    .map((rings) => rings.map(ring).filter((points) => points.length >= 4))
    .filter((rings) => rings.length > 0);
}

function feature(properties, geometry) {
  return { type: "Feature", properties, geometry: { type: "MultiPolygon", coordinates: polygons(geometry) } };
}

function save(name, features) {
  const lines = features.map((one) => JSON.stringify(one)).join(",\n");
  writeFileSync(join(OUTPUT, name), `{"type":"FeatureCollection","features":[\n${lines}\n]}\n`);
}

function countries(folder) {
  const load = createRequire(join(folder, "package.json"));
  const { feature: outline } = load("topojson-client");
  const { presimplify, simplify, sphericalTriangleArea } = load("topojson-simplify");
  const atlas = JSON.parse(readFileSync(join(folder, "node_modules/world-atlas/countries-50m.json"), "utf8"));
  const wanted = table(COUNTRIES);
  atlas.objects.countries.geometries = atlas.objects.countries.geometries.filter(({ id }) => wanted.has(id));
  const simple = simplify(presimplify(atlas, sphericalTriangleArea), SMALLEST_AREA);
  const found = new Map(outline(simple, simple.objects.countries).features.map((one) => [one.id, one.geometry]));
  return [...wanted].map(([id, { own, ...names }]) => feature({ code: own, ...names }, found.get(id)));
}

function regions(folder) {
  const archive = execFileSync("npm", ["pack", "--silent", REGIONS_PACKAGE], { cwd: folder, encoding: "utf8" }).trim();
  const path = "package/lib/countries/mali.geojson";
  const text = execFileSync("tar", ["-xzOf", archive, path], { cwd: folder, encoding: "utf8" });
  const found = new Map(JSON.parse(text).features.map((one) => [one.properties.ISO, one.geometry]));
  return [...table(REGIONS)].map(([iso_3166_2, { own, ...names }]) =>
    feature({ key: own, division: 1991, iso_3166_2, ...names }, found.get(iso_3166_2)),
  );
}

const folder = mkdtempSync(join(tmpdir(), "geography-"));
try {
  writeFileSync(join(folder, "package.json"), "{}");
  execFileSync("npm", ["install", "--silent", "--no-fund", "--no-audit", "--ignore-scripts", ...PACKAGES], { cwd: folder });
  save("countries.geojson", countries(folder));
  save("regions_1991.geojson", regions(folder));
} finally {
  rmSync(folder, { recursive: true });
}
