/**
 * Words that requests for harm, and harmless questions that sound like them, tend to hold. No rule is made of them:
 * how many of them stand in a prompt is a feature, so that talk without any is not taken for a matter of safety.
 */
export const HARMFUL_WORDS: readonly string[] = (
  'kill killed killing kills killer murder murders murdered murderer attack attacked attacking bomb bombs bombing ' +
  'explosive explosives explosion explode grenade weapon weapons gun guns rifle pistol ammunition shoot shooting shot ' +
  'shooter poison poisons poisoned poisonous poisoning toxic drug drugs drugged cocaine crack heroin meth ' +
  'methamphetamine lsd ecstasy fentanyl opioid opioids painkillers xanax marijuana weed cannabis steal stealing stole ' +
  'stolen rob robbing robbery burglar burgle theft thief shoplift shoplifting hack hacking hacked hacker password ' +
  'passwords illegal illegally crime crimes criminal criminals terrorist terrorists terrorism racist racism racial ' +
  'racially slur slurs sexist sexism misogynist hate hatred hurt hurting harm harming harmful abuse abused abusing ' +
  'abuser rape raped rapist sex sexual sexually porn pornography naked nude nudes escort prostitute prostitutes ' +
  'prostitution assault assaulted suicide suicidal overdose die died dying dead death deadly lethal threat threaten ' +
  'threatening blackmail extort extortion bribe bribery fraud scam scams scammer fake faking forge forged forging ' +
  'forgery counterfeit cheat cheating plagiarize plagiarism stalk stalking stalker spy spying track address addresses ' +
  'ssn kidnap kidnapped kidnapping hostage torture tortured beat beating stab stabbing stabbed knife choke strangle ' +
  'strangling smother drown punch punching fight bully bullying bullied harass harassing harassment humiliate insult ' +
  'insulting insults swear curse profanity profane offensive stupid idiot idiots dumb bitch fuck fucking fucked shit ' +
  'bullshit ass asshole cunt dick pussy cock whore slut bastard nigger nigga faggot retard retarded arson burn burning ' +
  'smuggle smuggling traffick trafficking launder laundering vandalize vandalism trespass slash slashing jew jews ' +
  'jewish muslim muslims islam christians black blacks whites mexicans asians arabs immigrant immigrants refugees gay ' +
  'gays lesbian transgender trans homosexual homosexuals nazi nazis hitler holocaust genocide massacre slavery aryan ' +
  'supremacy superior inferior race races ethnicity minority minorities underage minor minors drunk alcohol vodka ' +
  'jail prison inmate police cops cop arrested arrest court felony secretly unnoticed undetected caught revenge ' +
  'vengeance annoy angry prank lie lying liar trick manipulate manipulating manipulation deceive virus malware ' +
  'ransomware phishing ddos exploit pirate pirated torrent hide hiding corpse body bodies blood acid cyanide ricin ' +
  'anthrax chloroform mercury bleach gasoline napalm nuclear chemical chemicals extremist jihad isis cult propaganda ' +
  'disinformation conspiracy misinformation hoax confidential leak leaked private privacy medical diagnosed disorder ' +
  'depression eating anorexia cutting self-harm sniper execute execution executed assassinate assassination annihilate ' +
  'destroy destroying crush crushing blow discriminate discriminated discrimination unethical ethical immoral moral ' +
  'dangerous danger violent violence victim victims war allowed barred banned forbidden deserve unauthorized bypass ' +
  'identity credit tax evade evading gambling sick disabled fat ugly obese women blame punish login pin ' +
  'snipe hang hanging hanged scar carve carving treason marihuana adderall pills derogatory stereotype stereotypes dynamite ' +
  'decapitate behead beheaded headshot slay exterminate groom grooming molest incest eavesdrop wiretap dox doxxing keylogger ' +
  'starve purge vomit noose wrists bulimia laxatives roofie sedative wiretapping embezzle insider loot looting hijack ' +
  'carjack pickpocket bribes cartel hitman mercenary lynch lynching eugenics xenophobic homophobic transphobic antisemitic ' +
  'license birth surveillance spyware abortion undress seduce homeless lazy savages thug thugs'
).split(' ');
