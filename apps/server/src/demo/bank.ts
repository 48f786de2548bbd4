import type { DirectoryInput } from '@rem/protocol';
import { demoId } from './demo-id.ts';

/**
 * A small bank to try everything with: branches, services, skills, dispositions, kiosks. Who works there is in
 * `people.ts`. References are made from the same names the records are made from.
 */
export const skillId = (key: string): string => demoId(`skill ${key}`);
const branchId = (key: string): string => demoId(`branch ${key}`);
const serviceId = (key: string): string => demoId(`service ${key}`);
const dispositionId = (key: string): string => demoId(`disposition ${key}`);
const kioskId = (key: string): string => demoId(`kiosk ${key}`);

/** A record as the demo makes it. */
export interface Made<K extends 'skills' | 'services' | 'branches' | 'kiosks' | 'dispositions'> {
  readonly id: string;
  readonly fields: DirectoryInput<K>;
}

const named = <T extends Record<string, string>>(names: T, idOf: (key: string) => string) =>
  Object.entries(names).map(([key, name]) => ({ id: idOf(key), fields: { name } }));

export const skills: readonly Made<'skills'>[] = named(
  {
    mortgages: 'Mortgages',
    accounts: 'Accounts and cards',
    investing: 'Investing',
    business: 'Business banking',
    insurance: 'Insurance',
  },
  skillId,
);

export const dispositions: readonly Made<'dispositions'>[] = named(
  {
    solved: 'Solved',
    appointment: 'Appointment made',
    documents: 'Documents to follow',
    offer: 'Offer sent',
    passed_on: 'Passed to a colleague',
    no_interest: 'No interest',
  },
  dispositionId,
);

export const branches: readonly Made<'branches'>[] = [
  {
    id: branchId('berlin'),
    fields: {
      name: 'Berlin Friedrichstraße',
      address: 'Friedrichstraße 180, 10117 Berlin, Germany',
      timeZone: 'Europe/Berlin',
      languages: ['de', 'en', 'fr', 'es', 'ar'],
    },
  },
  {
    id: branchId('london'),
    fields: {
      name: 'London Canary Wharf',
      address: '20 Churchill Place, London E14 5HJ, United Kingdom',
      timeZone: 'Europe/London',
      languages: ['en', 'fr', 'es', 'de', 'ar'],
    },
  },
  {
    id: branchId('dubai'),
    fields: {
      name: 'Dubai Marina',
      address: 'Al Marsa Street 12, Dubai, United Arab Emirates',
      timeZone: 'Asia/Dubai',
      languages: ['ar', 'en', 'fr', 'de', 'es'],
    },
  },
];

const ends = (...keys: string[]): string[] => keys.map(dispositionId);

export const services: readonly Made<'services'>[] = [
  {
    id: serviceId('mortgage'),
    fields: {
      name: {
        en: 'Mortgage advice',
        de: 'Baufinanzierung',
        fr: 'Crédit immobilier',
        es: 'Asesoría hipotecaria',
        ar: 'استشارة التمويل العقاري',
      },
      description: {
        en: 'Buying, building or renewing a home loan',
        de: 'Kaufen, bauen oder umschulden',
        fr: 'Acheter, construire ou renégocier',
        es: 'Comprar, construir o renovar su préstamo',
        ar: 'الشراء أو البناء أو تجديد القرض',
      },
      icon: 'home',
      position: 1,
      requiredSkills: { [skillId('mortgages')]: 5 },
      wrapUp: { mode: 'mandatory' },
      dispositionIds: ends('offer', 'appointment', 'documents', 'passed_on', 'no_interest'),
    },
  },
  {
    id: serviceId('accounts'),
    fields: {
      name: {
        en: 'Accounts and cards',
        de: 'Konten und Karten',
        fr: 'Comptes et cartes',
        es: 'Cuentas y tarjetas',
        ar: 'الحسابات والبطاقات',
      },
      description: {
        en: 'Open an account, block or replace a card',
        de: 'Konto eröffnen, Karte sperren oder ersetzen',
        fr: 'Ouvrir un compte, bloquer ou remplacer une carte',
        es: 'Abrir una cuenta, bloquear o cambiar una tarjeta',
        ar: 'فتح حساب أو إيقاف بطاقة أو استبدالها',
      },
      icon: 'card',
      position: 2,
      priority: 10,
      requiredSkills: { [skillId('accounts')]: 3 },
      wrapUp: { mode: 'optional' },
      dispositionIds: ends('solved', 'documents', 'passed_on'),
    },
  },
  {
    id: serviceId('investing'),
    fields: {
      name: {
        en: 'Saving and investing',
        de: 'Sparen und Anlegen',
        fr: 'Épargne et placements',
        es: 'Ahorro e inversión',
        ar: 'الادخار والاستثمار',
      },
      description: {
        en: 'Funds, savings plans, retirement',
        de: 'Fonds, Sparpläne, Altersvorsorge',
        fr: "Fonds, plans d'épargne, retraite",
        es: 'Fondos, planes de ahorro, jubilación',
        ar: 'الصناديق وخطط الادخار والتقاعد',
      },
      icon: 'savings',
      position: 3,
      requiredSkills: { [skillId('investing')]: 6 },
      wrapUp: { mode: 'timed', seconds: 90 },
      dispositionIds: ends('offer', 'appointment', 'no_interest'),
    },
  },
  {
    id: serviceId('business'),
    fields: {
      name: {
        en: 'Business banking',
        de: 'Geschäftskunden',
        fr: 'Banque des entreprises',
        es: 'Banca para empresas',
        ar: 'الخدمات المصرفية للأعمال',
      },
      description: {
        en: 'Accounts, credit and payments for companies',
        de: 'Konten, Kredite und Zahlungen für Firmen',
        fr: 'Comptes, crédits et paiements professionnels',
        es: 'Cuentas, crédito y pagos para empresas',
        ar: 'الحسابات والائتمان والمدفوعات للشركات',
      },
      icon: 'business',
      position: 4,
      requiredSkills: { [skillId('business')]: 5 },
      timers: { offer: 30 },
      wrapUp: { mode: 'mandatory' },
      dispositionIds: ends('solved', 'offer', 'appointment', 'passed_on'),
    },
  },
  {
    id: serviceId('insurance'),
    fields: {
      name: { en: 'Insurance', de: 'Versicherungen', fr: 'Assurances', es: 'Seguros', ar: 'التأمين' },
      description: {
        en: 'Home, travel and life',
        de: 'Haus, Reise und Leben',
        fr: 'Habitation, voyage et vie',
        es: 'Hogar, viaje y vida',
        ar: 'المنزل والسفر والحياة',
      },
      icon: 'shield',
      position: 5,
      requiredSkills: { [skillId('insurance')]: 4 },
      wrapUp: { mode: 'timed', seconds: 60 },
      dispositionIds: ends('offer', 'documents', 'no_interest'),
    },
  },
  {
    id: serviceId('help'),
    fields: {
      name: {
        en: 'Something else',
        de: 'Etwas anderes',
        fr: 'Autre demande',
        es: 'Otra consulta',
        ar: 'أمر آخر',
      },
      description: {
        en: 'Talk to us about anything',
        de: 'Sprechen Sie mit uns über alles',
        fr: 'Parlez-nous de tout',
        es: 'Hable con nosotros de lo que quiera',
        ar: 'تحدّث إلينا عن أي شيء',
      },
      icon: 'help',
      position: 6,
      wrapUp: { mode: 'none' },
      dispositionIds: ends('solved', 'passed_on'),
    },
  },
];

export const kiosks: readonly Made<'kiosks'>[] = [
  { id: kioskId('berlin entrance'), fields: { name: 'Berlin entrance', branchId: branchId('berlin') } },
  { id: kioskId('berlin advice room'), fields: { name: 'Berlin advice room', branchId: branchId('berlin') } },
  { id: kioskId('london lobby'), fields: { name: 'London lobby', branchId: branchId('london') } },
  {
    id: kioskId('dubai lounge'),
    fields: {
      name: 'Dubai lounge',
      branchId: branchId('dubai'),
      serviceIds: [serviceId('accounts'), serviceId('investing'), serviceId('business'), serviceId('help')],
    },
  },
];
