//! Words for sensitive data (LGPD, art. 5, II).

use super::{
    entry::{Entry, Role},
    table::Group,
};

/// Conditions, and what tells their kinds apart.
pub const HEALTH: &[Group] = &[
    (
        Entry::role(Role::Health),
        "hipertensao,hipertensao arterial,hipertensao arterial sistemica,hipertenso,hipertensa,diabetes,diabetes mellitus,\
         diabetico,diabetica,asma,asmatico,asmatica,bronquite,bronquiolite,enfisema,pneumonia,broncopneumonia,tuberculose,\
         covid,covid 19,coronavirus,influenza,h1n1,dengue,zika,chikungunya,malaria,leishmaniose,hanseniase,esquistossomose,\
         toxoplasmose,leptospirose,febre amarela,sarampo,rubeola,caxumba,varicela,catapora,meningite,encefalite,sepse,\
         septicemia,choque septico,hiv,aids,sida,soropositivo,soropositiva,pvha,pvhiv,htlv,sifilis,neurossifilis,gonorreia,\
         clamidia,herpes,herpes zoster,herpes genital,hpv,candidiase,tricomoniase,cancro mole,hepatite,hepatites,\
         hepatite a,hepatite b,hepatite c,hepatite viral,hepatite autoimune,cirrose,cirrose hepatica,esteatose,\
         esteatose hepatica,esteato hepatite,pancreatite,colecistite,colelitiase,coledocolitiase,colangite,apendicite,\
         diverticulite,gastrite,gastroenterite,esofagite,ulcera peptica,ulcera gastrica,ulcera duodenal,colite,\
         retocolite,retocolite ulcerativa,crohn,obstrucao intestinal,hernia inguinal,hernia umbilical,hernia de disco,\
         hernia de hiato,hernia discal,infarto,infarto agudo,infarto agudo do miocardio,infarto do miocardio,angina,\
         angina instavel,sindrome coronariana,sindrome coronariana aguda,insuficiencia cardiaca,\
         insuficiencia cardiaca congestiva,insuficiencia renal,insuficiencia renal cronica,insuficiencia respiratoria,\
         insuficiencia hepatica,insuficiencia venosa,insuficiencia mitral,insuficiencia aortica,insuficiencia adrenal,\
         insuficiencia vascular,insuficiencia coronariana,fibrilacao atrial,flutter atrial,arritmia,miocardite,\
         endocardite,pericardite,miocardiopatia,cardiopatia,cardiomiopatia,estenose aortica,estenose mitral,\
         aneurisma,trombose,trombose venosa profunda,trombose venosa,tromboembolismo,tromboembolismo pulmonar,\
         embolia pulmonar,acidente vascular cerebral,acidente vascular encefalico,ataque isquemico transitorio,\
         derrame cerebral,epilepsia,epileptico,epileptica,parkinson,alzheimer,demencia,esclerose multipla,\
         esclerose lateral amiotrofica,enxaqueca,neuropatia,miastenia gravis,paralisia cerebral,hidrocefalia,autismo,\
         autista,esquizofrenia,esquizofrenico,esquizofrenica,depressao,depressivo,depressiva,ansiedade,bipolaridade,\
         psicose,anorexia,bulimia,alcoolismo,alcoolista,etilismo,etilista,drogadicao,tabagismo,tabagista,\
         dependencia quimica,dependencia de alcool,dependente quimico,ideacao suicida,tentativa de suicidio,\
         hipotireoidismo,hipertireoidismo,tireoidite,bocio,dislipidemia,hipercolesterolemia,hipertrigliceridemia,\
         obesidade,obeso,obesa,desnutricao,gota,osteoporose,osteoartrite,osteoartrose,artrose,artrite,\
         artrite reumatoide,espondilite,espondilite anquilosante,fibromialgia,lupus,lupus eritematoso,\
         lupus eritematoso sistemico,esclerodermia,psoriase,vitiligo,dermatite,urticaria,celulite,erisipela,\
         osteomielite,anemia,anemia falciforme,anemia ferropriva,talassemia,hemofilia,leucemia,linfoma,mieloma,\
         mieloma multiplo,purpura,trombocitopenia,neoplasia,neoplasia maligna,cancer,carcinoma,adenocarcinoma,\
         melanoma,sarcoma,glioblastoma,tumor,tumor maligno,metastase,metastases,nefrolitiase,urolitiase,pielonefrite,\
         nefrite,nefropatia,glomerulonefrite,cistite,prostatite,hiperplasia prostatica,hiperplasia prostatica benigna,\
         infeccao urinaria,infeccao do trato urinario,infeccao de trato urinario,infeccao sexualmente transmissivel,\
         endometriose,mioma,ovario policistico,pre eclampsia,preeclampsia,eclampsia,abortamento,gestacao ectopica,\
         gravidez ectopica,infertilidade,glaucoma,catarata,retinopatia,retinopatia diabetica,surdez,cegueira,\
         deficiencia intelectual,cirrotico,cirrotica,renal cronico,cardiopata,neoplasico,portador de necessidades,\
         espectro autista,hiperplasia benigna,mal de chagas,chagas",
    ),
    (
        Entry::capitals(Role::Health),
        "has,dm,dm1,dm2,dmii,dmi,dm 2,dm 1,icc,icfer,icfep,iam,iamcsst,iamssst,sca,dac,drc,irc,ira,dpoc,avc,avci,avch,\
         ait,ave,avei,tep,tvp,itu,les,tea,tdah,tag,toc,drge,hpb,ist,dst,tb,pac comunitaria,sars,srag,lla,lma,llc,lmc,\
         dcv,iras,sop,tept,ela neurologica,hcv,hbv,fibrose",
    ),
    (
        Entry::role(Role::HealthHead),
        "doenca,doencas,sindrome,doenca de,sindrome de,sindrome do,sindrome da,mal de,transtorno,transtorno do,transtorno de,\
         transtorno da,disturbio,disturbio de,disturbio do,doencas de",
    ),
    (
        Entry::role(Role::HealthModifier),
        "aguda,agudo,cronica,cronico,sistemica,sistemico,arterial,renal,cardiaca,hepatica,pulmonar,obstrutiva,\
         congestiva,isquemica,isquemico,hemorragica,hemorragico,maligna,maligno,benigna,benigno,mellitus,gestacional,\
         latente,primaria,primario,secundaria,secundario,terciaria,viral,bacteriana,bacteriano,tipo,1,2,i,ii,iii,iv,\
         terminal,dialitica,nao dialitica,moderada,leve,refrataria,resistente,ferropriva,falciforme,megaloblastica,\
         hemolitica,aplastica,linfoblastica,linfoide,mieloide,mieloblastica,basocelular,espinocelular,ductal,invasivo,\
         invasiva,escamoso,hodgkin,de hodgkin,nao hodgkin,metastatico,metastatica,bipolar,depressivo maior,\
         depressivo recorrente,maior,recorrente,ansioso,de ansiedade,ansiedade generalizada,generalizada,obsessivo,\
         compulsivo,obsessivo compulsivo,psicotico,esquizoafetivo,alimentar,de personalidade,borderline,opositor,\
         espectro autista do adulto,afetivo,afetivo bipolar,de panico,do panico,panico,coronariana,valvar,reumatica,\
         reumatoide,inflamatoria,intestinal,inflamatoria intestinal,arterial coronariana,arterial periferica,venosa,\
         profunda,cerebrovascular,neurodegenerativa,celiaca,falciforme grave,autoimune,hipertensiva,\
         do miocardio,nefrotica,nefritica,metabolica,mielodisplasica,antifosfolipide,gripal,\
         do refluxo,refluxo gastroesofagico,do trato urinario,multidroga,miliar,ganglionar,extrapulmonar,\
         cerebral,alcoolica,idiopatica,essencial,descompensada,descompensado,compensada,grave,avancada,genital,zoster,\
         congenita,neonatal,puerperal,uveal,b cronica,mista,psoriasica,juvenil,sexualmente transmissivel,hematologica,\
         aspirativa,comunitaria,nosocomial,hospitalar,de repeticao,sistolica,diastolica,vascular,periferica,\
         do espectro autista,do sono,do deficit de atencao,de conduta,de estresse,de humor,do humor,mental,mentais",
    ),
    (
        Entry::role(Role::Organ),
        "mama,prostata,colon,reto,colorretal,pulmao,figado,pancreas,estomago,utero,colo uterino,colo do utero,\
         ovario,ovarios,tireoide,pele,rim,rins,bexiga,esofago,laringe,boca,lingua,encefalo,cerebro,osso,ossos,testiculo,\
         endometrio,vesicula,intestino,cabeca,pescoco,joelho,quadril,aorta,alcool,drogas,pequenas celulas",
    ),
];

/// The other kinds of sensitive data.
pub const OTHERS: &[Group] = &[
    (
        Entry::role(Role::Ethnicity),
        "quilombola,quilombolas,guarani,guaranis,xavante,yanomami,ianomami,pataxo,terena,ticuna,tikuna,kaingang,caiapo,\
         kayapo,munduruku,tupinamba,potiguara,macuxi,guajajara,xukuru,afrodescendente,afrodescendentes,afro brasileira,\
         afro brasileiro,cigano,cigana,ciganos,guarani kaiowa,kaiowa,povo indigena",
    ),
    (Entry::role(Role::Colour), "parda,pardo,branca,branco,preta,preto,amarela,amarelo,indigena,negra,negro"),
    (
        Entry::role(Role::Religion),
        "catolica,catolico,catolica praticante,catolico praticante,evangelica,evangelico,evangelicos,espirita,espiritas,\
         protestante,testemunha de jeova,testemunhas de jeova,umbandista,umbanda,candomblecista,candomble,budista,\
         muculmano,muculmana,islamico,judeu,judia,judaica,judaico,adventista,adventista do setimo dia,mormon,ateu,ateia,\
         agnostico,agnostica,batista praticante,pentecostal,messianica,hindu,hinduista,kardecista,assembleiano",
    ),
    (
        Entry::role(Role::Sexual),
        "homossexual,homossexuais,homossexualidade,heterossexual,bissexual,pansexual,assexual,gay,lesbica,hsh,travesti,\
         travestis,transexual,transexuais,transgenero,mulher trans,homem trans,profissional do sexo,\
         profissionais do sexo,garota de programa,homoafetivo,homoafetiva,homoafetivos,relacao homoafetiva,\
         relacoes homoafetivas,relacionamento homoafetivo,uniao homoafetiva,relacao sexual,relacoes sexuais,\
         relacao sexual desprotegida,relacoes sexuais desprotegidas,relacao desprotegida,relacao sexual sem preservativo,\
         relacoes sexuais sem preservativo,relacao sem preservativo,relacao anal,relacao anal desprotegida,sexo anal,\
         sexo oral,sexo desprotegido,sexo sem preservativo,parceiros sexuais,parceiras sexuais,multiplos parceiros,\
         multiplos parceiros sexuais,multiplas parceiras,multiplas parcerias,promiscuidade,sodomia,vida sexual ativa,\
         sexualmente ativa,sexualmente ativo,parceiro do mesmo sexo,parceira do mesmo sexo,disfuncao eretil,\
         abuso sexual,violencia sexual,estupro,libido diminuida,anorgasmia",
    ),
    (
        Entry::role(Role::Union),
        "sindicalizado,sindicalizada,sindicalista,filiado ao sindicato,filiada ao sindicato,filiacao sindical,\
         associado ao sindicato,associada ao sindicato,dirigente sindical,delegado sindical,delegada sindical,\
         lider sindical,representante sindical,diretor sindical,diretora sindical,presidente do sindicato,\
         diretor do sindicato,diretora do sindicato,membro do sindicato,socio do sindicato,socia do sindicato,\
         militante sindical,contribuicao sindical,sindicalizados",
    ),
];
