import { table } from '../../spec/table.ts';

/**
 * Units by what they measure: names with commas between them, in the singular, and how many of the base unit one is. Names in
 * other languages stand where they are not the English ones. A factor of 0: it does not convert into the others.
 */
export const UNIT_TABLE: Readonly<Record<string, string>> = table({
  length:
    'mm,millimeter,millimetre,millimètre,milímetro,millimetro,мм,миллиметр,毫米=1/1000 cm,centimeter,centimetre,zentimeter,centimètre,centímetro,centimetro,см,сантиметр,厘米=1/100 dm,decimeter,decimetre,dezimeter=1/10 m,meter,metre,mètre,metro,м,метр,метров,метра,米=1 km,kilometer,kilometre,kilomètre,kilómetro,chilometro,quilômetro,км,километр,километров,километра,公里,千米=1000 in,inch,inche,zoll,pouce,pulgada=254/10000 ft,foot,feet,pied,fuß=3048/10000 yd,yard=9144/10000 mi,mile,meile,meilen,milla,英里=1609344/1000 "nautical mile"=1852',
  mass: 'µg,microgram=1/1000000 mg,milligram,milligramm,milligramme,miligramo,мг=1/1000 g,gram,gramme,gramm,gramo,grammo,г,грамм,граммов,克=1 kg,kilogram,kilo,kilogramm,kilogramme,kilogramo,chilogrammo,quilograma,quilo,кг,килограмм,килограммов,公斤,千克=1000 t,tonne,ton,tonelada,tonnellata,тонн,тонна,吨=1000000 lb,lbs,pound,pfund,libra=45359237/100000 oz,ounce,unze=28349523125/1000000000',
  time: 'ms,millisecond=1/1000 s,sec,second,sekunde,sekunden,seconde,segundo,secondo,секунд,секунды,秒=1 min,minute,minuten,minuto,minuti,минут,минуты,мин,分钟=60 h,hr,hour,stunde,stunden,heure,hora,ora,ore,ч,час,часа,часов,小时=3600 day,tag,tage,tagen,jour,día,dia,giorno,giorni,день,дней,дня,天=86400 week,woche,wochen,semaine,semana,settimana,settimane,недель,недели,周=604800',
  months:
    'month,monat,monate,monaten,mois,mes,mese,mesi,mese,месяц,месяцев,个月=1 year,yr,jahr,jahre,jahren,année,año,ano,anno,anni,год,года,лет,年=12 decade=120 century,centurie=1200',
  money: 'cent=1 dollar,usd,buck=100',
  euro: 'eurocent=1 euro,eur=100',
  yuan: '元,yuan,rmb,cny=1',
  rupee: 'rupee,inr=1',
  yen: 'yen,jpy,日元,円=1',
  ruble: 'рубль,рублей,рубля,ruble,rouble=1',
  celsius: 'celsius,centigrade,°c,℃=1',
  fahrenheit: 'fahrenheit,°f,℉=1',
  kelvin: 'kelvin=1',
  frequency: 'hz,hertz=1 khz,kilohertz=1000 mhz,megahertz=1000000 ghz,gigahertz=1000000000',
  energy:
    'J,joule=1 kj,kilojoule=1000 mj,megajoule=1000000 cal,calorie=4184/1000 kcal,kilocalorie=4184 kwh,kilowatt-hour=3600000',
  power: 'W,watt=1 kw,kilowatt=1000 megawatt=1000000',
  force: 'N,newton=1 kn,kilonewton=1000',
  pressure: 'pa,pascal=1 kpa,kilopascal=1000 atm,atmosphere=101325',
  voltage: 'V,volt=1 mv,millivolt=1/1000',
  current: 'A,amp,ampere=1 ma,milliamp,milliampere=1/1000',
  resistance: 'ohm,Ω=1',
  angle: 'degree,deg,°,grad=1 rad,radian=0',
  bytes:
    'bit=1/8 byte=1 kb,kilobyte=1000 mb,megabyte=1000000 gb,gigabyte=1000000000 tb,terabyte=1000000000000',
});

/** Areas and volumes with names of their own, in square and cubic metres. */
export const POWERS_OF_LENGTH: Readonly<Record<string, string>> = table({
  'length^2': 'hectare,ha,hektar,hectárea,ettaro=10000 acre=40468564224/10000000',
  'length^3':
    'ml,milliliter,millilitre,millilitre,mililitro,millilitro,мл,毫升=1/1000000 cl,centiliter,centilitre=1/100000 dl,deciliter,decilitre=1/10000 l,liter,litre,litro,л,литр,литров,литра,升=1/1000 gallon,gal=3785411784/1000000000000 quart=946352946/1000000000000 pint=473176473/1000000000000 cup=2365882365/10000000000000',
});

/** Names of units that are made of two others. */
export const MADE_OF: Readonly<Record<string, string>> = table({
  mph: 'mile/hour',
  kph: 'km/hour',
  kmh: 'km/hour',
  кмч: 'km/hour',
  cc: 'cm³',
  ccm: 'cm³',
  qm: 'm²',
  sqm: 'm²',
  sqft: 'ft²',
});
