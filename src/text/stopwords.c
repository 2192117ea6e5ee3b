// SPDX-License-Identifier: ISC
//
// Written for this program, as forms: without accents, and with apostrophes joined ("dont").  What
// a contraction shares with a word that says something is left out ("ill", "shed", "well").

#include "text/stopwords.h"

enum { NAMES = 7 };

static const struct {
	const char *names[NAMES + 1]; // by Snowball, then codes of ISO 639
	const char *forms;
} lists[] = {
	{
		{"english", "en", "eng"},
		"a about above after again against all also am an and any are arent as at be "
		"because been before being below between both but by can cannot cant could "
		"couldnt did didnt do does doesnt doing dont down during each either else ever "
		"every few for from further get had hadnt has hasnt have havent having he her "
		"here hers herself him himself his how i if im in into is isnt it its itself "
		"ive just let may me might more most much must mustnt my myself neither no nor "
		"not now of off often on once one only onto or other ought our ours ourselves "
		"out over own per please quite rather really same shall shant she should "
		"shouldnt since so some such than that the their theirs them themselves then "
		"there these they theyd theyll theyre theyve this those though through to too "
		"under until up upon us very was wasnt we were werent weve what when where "
		"whether which while who whom whose why will with within without wont would "
		"wouldnt yet you youd youll your youre yours yourself yourselves youve",
	},
	{
		{"german", "de", "deu", "ger"},
		"aber alle allem allen aller alles als also am an ander andere anderen anderer "
		"anderes auch auf aus bei beim bin bis bist da damit dann das dass dein deine "
		"deinem deinen deiner dem den denn der des dessen dich die dies diese diesem "
		"diesen dieser dieses dir doch dort du durch ein eine einem einen einer eines "
		"er es etwas euch euer eure fur gegen hab habe haben hat hatte hatten hier "
		"hinter ich ihm ihn ihnen ihr ihre ihrem ihren ihrer im in ins ist ja jede "
		"jedem jeden jeder jedes jetzt kann kein keine keinem keinen keiner konnen "
		"konnte man mein meine meinem meinen meiner mich mir mit muss nach nicht nichts "
		"noch nun nur ob oder ohne sehr sein seine seinem seinen seiner seit sich sie "
		"sind so soll sollte sondern sonst uber um und uns unser unsere unter viel vom "
		"von vor wann war waren warum was weil welche welchem welchen welcher welches "
		"wenn wer werde werden wie wieder will wir wird wo wollen wurde wurden zu zum "
		"zur zwar zwischen",
	},
	{
		{"french", "fr", "fra", "fre"},
		"a ai as au aussi aux avaient avait avec avez avoir avons bien c ca ce ceci "
		"cela ces cet cette comme comment d dans de des dont du elle elles en es est et "
		"etaient etait ete etes etre fait il ils j je l la le les leur leurs lui m ma "
		"mais me meme mes mon n ne nos notre nous on ont ou par pas plus pour pourquoi "
		"qu quand que quel quelle quelles quels qui quoi s sa sans se ses si sommes son "
		"sont sous suis sur t ta te tes ton tous tout toute toutes tres tu un une vos "
		"votre vous y",
	},
	{
		{"spanish", "es", "spa", "esl"},
		"a al algo algunas algunos ante antes aquel aquella como con contra cual cuales "
		"cuando de del desde donde durante e el ella ellas ellos en entre era eran es "
		"esa esas ese eso esos esta estaba estan estar estas este esto estos fue fueron "
		"ha haber habia han hasta hay he hemos la las le les lo los mas me mi mis mucho "
		"muchos muy nada ni no nos nosotros nuestra nuestro o os otra otras otro otros "
		"para pero poco por porque que quien quienes se ser si sin sobre son su sus "
		"tambien tanto te tiene tienen toda todas todo todos tu tus u un una unas uno "
		"unos usted y ya yo",
	},
	{
		{"italian", "it", "ita"},
		"a abbiamo agli ai al all alla alle allo anche avere avete aveva c che chi ci "
		"col come con cui d da dagli dai dal dall dalla dalle dallo degli dei del dell "
		"della delle dello di dove e ed era erano essere fa fra gia gli ha hai hanno ho "
		"i il in io l la le lei li lo loro lui ma mi mia mio molto ne negli nei nel "
		"nell nella nelle nello noi non nostro o per perche piu qual quale quali quando "
		"quanto quella quelle quelli quello questa queste questi questo se sei si siamo "
		"siete sono stata stato su sua sue sugli sui sul sull sulla sulle sullo suo "
		"suoi ti tra tu tutti tutto un una uno vi voi vostro",
	},
	{
		{"dutch", "nl", "nld", "dut"},
		"aan al alles als ben bent bij daar dan dat de der deze die dit doch door dus "
		"een en er ge geen haar had hadden heb hebben heeft hem hen het hier hij hoe "
		"hun iemand iets ik in is ja je jij jouw jullie kan kon kunnen maar me meer men "
		"met mij mijn moet na naar niet niets nog nu of om omdat onder ons onze ook op "
		"over reeds te tegen toch toen tot tussen u uit uw van veel voor waar waarom "
		"wanneer want waren was wat we wel welke werd wezen wie wij wil worden wordt "
		"zal ze zelf zich zij zijn zo zonder zou",
	},
	{
		{"portuguese", "pt", "por"},
		"a ao aos aquela aquelas aquele aqueles aquilo as ate com como da das de dela "
		"dele deles depois do dos e ela elas ele eles em entre era eram essa essas esse "
		"esses esta estao estar estas este estes eu foi foram ha isso isto ja lhe lhes "
		"mais mas me mesmo meu minha muito na nao nas nem no nos nossa nosso num numa o "
		"onde os ou para pela pelas pelo pelos por porque quais qual quando que quem "
		"sao se sem ser seu seus so sob sobre sua suas tambem te tem ter tinha tu um "
		"uma umas uns voce voces",
	},
	{
		{"swedish", "sv", "swe"},
		"alla allt an ar att av bara blev bli blir da dar de dem den denna deras dess "
		"dessa det detta dig din dina ditt dom du efter eller en er era ett for fran ha "
		"hade han hans har henne hennes hon honom hur i in inga ingen inget inte jag "
		"kan kunde man med mellan men mig min mina mitt mot mycket nagon nagot nagra "
		"nar ni nu och ocksa om oss over pa sa samma sedan sig sin sina sitt ska skall "
		"skulle som till under upp ur ut utan vad var vara varfor varit varje vem vi "
		"vid vilka vilken vilket vill",
	},
	{
		{"norwegian", "no", "nor", "nb", "nob", "nn", "nno"},
		"a alle at av bare ble bli blir blitt da de deg dem den denne der dere deres "
		"det dette din disse du eller en enn er et ett etter for fordi fra ha hadde han "
		"hans har hennes her hun hva hvem hver hvilke hvilken hvis hvor hvordan hvorfor "
		"i ikke ingen inn jeg kan kun kunne man med meg mellom men min mitt mot mye na "
		"nar ned noe noen og ogsa om opp oss over pa sa seg selv si sin sine sitt skal "
		"skulle som til under ut uten vaere vaert var ved vi vil ville",
	},
	{
		{"danish", "da", "dan"},
		"ad af alle alt anden at blev blive bliver da de dem den denne der deres det "
		"dette dig din disse dog du efter eller en end er et for fra ham han hans har "
		"havde have hende hendes her hos hun hvad hvem hvilken hvis hvor hvordan "
		"hvorfor i ikke ind ingen jeg jer jo kan kun kunne man mange med meget mellem "
		"men mig min mine mit mod nar ned noget nogle nu og ogsa om op os over pa sa "
		"sadan selv sig sin sine sit skal skulle som thi til ud uden under vaere vaeret "
		"var ved vi vil ville vor",
	},
	{
		{"finnish", "fi", "fin"},
		"alla ei eika eivat emme en ennen et etta ette han hanen he heidan hyvin ilman "
		"itse ja jalkeen jo joka jokin joku jos jotka kaikki kanssa koska kuin kuka kun "
		"me meidan mihin mika miksi milloin mina minun missa mista mita miten mutta muu "
		"myos naiden nama ne niiden niin niita nuo nyt ole olemme olen olet olette oli "
		"olivat olla ollut on ovat se seka sen siella siihen siina siis siita sina "
		"sinun sita sitten tai tama taman tassa tasta tata te teidan tuo tuon vaan vai "
		"vain viela voi yli",
	},
	{
		{"russian", "ru", "rus"},
		"а без бы был была были было быть в вам вас ведь во вот все всех вы где да даже "
		"для до его ее если есть еще же за зачем здесь и из или им их к как какая какой "
		"когда кого которая которое которые который кто куда ли между меня мне можно "
		"мой мы на надо нас не него нее ней нет ни них но ну о об он она они оно от "
		"очень по под потом потому почему при с сам себе себя сейчас со так также там "
		"тебя тем теперь то того тоже только тот ты у уже хотя чего чем через что чтобы "
		"эта эти это этого этой этом этот я",
	},
};

static bool is_named(const char *const *names, struct str language)
{
	for (; *names; names++) {
		if (str_eq_nocase(str_of(*names), language))
			return true;
	}
	return false;
}

struct str stopwords_of(struct str language)
{
	for (size_t i = 0; i < countof(lists); i++) {
		if (is_named(lists[i].names, language))
			return str_of(lists[i].forms);
	}
	return STR("");
}
