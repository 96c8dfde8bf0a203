/** A small book that shows what names, scripts and cards look like. */
export const people = [
  { name: { given: "Aarav", family: "Sharma" }, org: { name: "Monsoon Labs", title: "Founder" } },
  { name: { given: "Agnieszka", family: "Wójcik" }, phones: [{ value: "+48 601 234 567", type: "mobile" }] },
  { name: { given: "Álvaro", family: "Núñez" }, org: { name: "Estudio Norte", title: "Architect" } },
  { name: { given: "Ben", family: "Carter" }, phones: [{ value: "020 7946 0958", type: "home" }] },
  { org: { name: "City Plumbing" }, phones: [{ value: "030 901820", type: "work" }] },
  { name: { given: "Daria", family: "Kovalenko" }, emails: [{ value: "daria@example.org", type: "home" }] },
  { name: { given: "Ёлка", family: "Петрова" }, org: { name: "Театр на Таганке", title: "Режиссёр" } },
  { name: { given: "محمد", family: "الخطيب" }, phones: [{ value: "+20 2 2345 6789", type: "work" }] },
  { name: { family: "李", given: "小龍" }, phones: [{ value: "+852 2345 6789", type: "mobile" }] },
];

/** One contact with something in every field. */
export const amara = {
  name: { given: "Amara", family: "Okafor" },
  nickname: "Mara",
  org: { name: "Lagos General Hospital", units: ["Children's ward"], title: "Paediatrician" },
  phones: [
    { value: "+234 803 123 4567", type: "mobile", pref: true },
    { value: "+234 1 271 0000", type: "work" },
    { value: "ask at the desk", label: "Weekend cottage" },
  ],
  emails: [{ value: "amara.okafor@example.org", type: "home" }],
  addresses: [
    { type: "home", street: "17 Adeola Odeku Street\nVictoria Island", locality: "Lagos", postal_code: "106104", country: "Nigeria" },
  ],
  urls: [{ value: "https://okafor.example.org/family" }],
  ims: [
    { value: "@amara_o", service: "telegram", pref: true },
    { value: "+234 802 555 0101", service: "whatsapp", type: "home" },
  ],
  birthday: "1985-04-12",
  dates: [
    { value: "2011-06-18", type: "anniversary" },
    { value: "--09-03", label: "Name day" },
  ],
  relations: [
    { value: "Chidi Okafor", type: "spouse" },
    { value: "Ngozi Eze", type: "emergency" },
  ],
  labels: ["Family", "School fair", "Book club"],
  custom: [{ label: "Ring size", value: "52" }],
  note: "Met at the school fair in 2019.\nAllergic to peanuts, loves very old crime novels.",
};
