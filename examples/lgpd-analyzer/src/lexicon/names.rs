//! Common names in Brazil, from the names most given there by census; none needs to be in this list to be found
//! where a cue announces it.

use super::{entry::Entry, table::Group};

/// First names and surnames.
pub const NAMES: &[Group] = &[
    (
        Entry::first_name(),
        "maria,jose,ana,joao,antonio,francisco,carlos,paulo,pedro,lucas,luiz,luis,marcos,gabriel,rafael,francisca,daniel,\
         marcelo,bruno,eduardo,felipe,adriana,juliana,marcia,fernanda,patricia,aline,sandra,camila,amanda,bruna,jessica,\
         leticia,julia,luciana,vanessa,mariana,gabriela,rodrigo,raimundo,manoel,manuel,gustavo,mateus,matheus,vitor,\
         victor,leonardo,andre,fernando,fabio,guilherme,leandro,tiago,thiago,anderson,ricardo,marcio,jorge,sebastiao,\
         alexandre,roberto,edson,diego,vinicius,sergio,claudio,joaquim,samuel,rogerio,renato,everton,cristiano,geraldo,\
         diogo,wellington,nelson,davi,david,miguel,arthur,artur,bernardo,heitor,lorenzo,theo,nicolas,henrique,isaac,\
         caio,enzo,murilo,benicio,ryan,caua,igor,otavio,augusto,cesar,julio,mauricio,mauro,milton,moacir,osvaldo,oswaldo,\
         valdir,waldir,wagner,vagner,wilson,william,willian,wesley,jefferson,robson,reinaldo,reginaldo,ronaldo,romulo,\
         ruan,ruben,rubens,severino,silvio,simao,valter,walter,washington,adilson,ademir,ailton,alan,alberto,aldo,alex,\
         alfredo,aloisio,alvaro,amaro,amilton,anselmo,aparecido,ari,armando,arnaldo,benedito,caetano,celio,celso,cicero,\
         cleber,kleber,cleiton,damiao,danilo,dario,denis,dirceu,djalma,domingos,donizete,douglas,edgar,edilson,edmilson,\
         edmundo,edvaldo,elias,elton,emerson,emilio,enrique,erick,eric,ernesto,estevao,eugenio,evandro,expedito,ezequiel,\
         fabiano,fabricio,felix,flavio,frederico,genivaldo,genesio,george,gerson,gilberto,gilmar,gilson,gildo,giovanni,\
         hamilton,helio,hugo,humberto,inacio,irineu,isaias,isaque,ismael,itamar,ivan,ivo,jaime,jair,jairo,jean,jeremias,\
         jesse,jesus,joel,jonas,jonatas,jonathan,josue,josias,juliano,juvenal,kaique,kevin,laercio,lauro,lazaro,leonel,\
         levi,lourival,luan,luciano,lucio,manuela,marcel,mario,marlon,martim,messias,michel,moises,natanael,nestor,\
         nilson,nilton,noah,noe,norberto,odair,olavo,orlando,oscar,osmar,osvaldina,pablo,pascoal,pietro,plinio,raul,\
         raphael,ramon,renan,romeu,ronan,rubem,salvador,sidnei,sidney,silas,sirineu,tarcisio,teodoro,tomas,tomaz,ulisses,\
         ubirajara,valdemar,valdeci,valmir,vicente,waldemar,warley,yago,yuri,zacarias,maycon,maicon,\
         alessandro,isis,ofelia,mercia,adelaide,adelia,adriele,agata,alana,alessandra,alice,alicia,alzira,andreia,andrea,andressa,angela,angelica,\
         antonella,antonia,aparecida,ariane,aurea,aurora,barbara,beatriz,benedita,bianca,carina,carla,carmem,carmen,\
         carolina,caroline,cassia,catarina,cecilia,celia,celina,cicera,clara,clarice,claudete,claudia,cleide,cleusa,\
         conceicao,cristiane,cristina,daiane,daniela,daniele,danielle,debora,denise,diana,dirce,divina,dolores,domingas,\
         edileuza,edna,eduarda,elaine,elena,eliana,eliane,elisa,elisabete,elisangela,eliza,elizabeth,elizabete,eloa,\
         eloisa,elza,emanuela,emanuelly,emilia,emilly,erica,erika,ester,esther,eunice,eva,evelyn,fabiana,fatima,flavia,\
         franciele,gabrielly,gabrielle,geni,geralda,gilda,giovana,giovanna,gisele,gislaine,glaucia,gloria,graca,grazielly,\
         helena,heloisa,hilda,ines,inez,iolanda,iracema,iraci,irene,iris,isabel,isabela,isabella,isabelly,isadora,ivone,\
         ivete,izabel,jacqueline,jaqueline,janaina,jandira,janete,jaciara,joana,joice,joelma,josefa,josefina,josiane,\
         jucara,judite,julieta,jussara,kamila,karen,karina,karine,karla,katia,keila,kelly,lais,lara,larissa,laura,\
         lavinia,leila,leonor,leontina,lidia,ligia,lilian,liliane,livia,lorena,lourdes,lucia,luciene,lucilene,luisa,luiza,\
         luna,luzia,madalena,magali,maisa,maite,malu,manuelly,mara,marcela,margarete,margarida,mariane,marilda,marilene,\
         marina,marisa,maristela,marlene,marli,marta,matilde,melissa,michele,michelle,milena,mirela,miriam,mirian,monica,\
         monique,nadia,nadir,nair,natalia,natalina,nathalia,neide,neuza,neusa,nicole,nilza,noemi,norma,odete,olga,olivia,\
         otilia,palmira,paloma,pamela,paola,paula,pietra,poliana,priscila,quiteria,rafaela,raimunda,raissa,raquel,\
         rebeca,regiane,regina,renata,rita,roberta,rosa,rosana,rosangela,roseli,rosemeire,rosimeire,rosilene,rute,ruth,\
         sabrina,samanta,samara,sara,sarah,selma,severina,sheila,shirley,silvana,silvia,simone,solange,sofia,sophia,\
         sonia,stefany,stella,sueli,suely,suzana,tais,taina,tamires,tania,tatiana,tatiane,telma,teresa,tereza,\
         teresinha,terezinha,thais,thaynara,valdete,valentina,valeria,vania,vera,veronica,vilma,virginia,vitoria,vivian,\
         viviane,wanda,wilma,yara,yasmin,zelia,zenaide,zilda,zuleide,zulmira,tupa,kaua,kauane,breno,kayky,caleb,\
         gael,ravi,noel,otto,luca,benjamin,joaquina,rosalia,eva maria,maysa,alinne,heloise,ayla,liz,cassio,dalila,\
         felicia,fabricia,marcelle,silvio cesar,suelen,morgana,norberta,hendrik",
    ),
    (
        Entry::surname(),
        "silva,santos,oliveira,souza,sousa,rodrigues,ferreira,alves,pereira,lima,gomes,costa,ribeiro,martins,carvalho,\
         almeida,lopes,soares,fernandes,vieira,barbosa,rocha,dias,nascimento,andrade,moreira,nunes,marques,machado,\
         mendes,freitas,cardoso,ramos,goncalves,santana,teixeira,araujo,melo,mello,pinto,correia,correa,cavalcante,\
         cavalcanti,moura,monteiro,moraes,morais,campos,batista,baptista,reis,castro,azevedo,cunha,barros,miranda,borges,\
         nogueira,farias,faria,rezende,resende,medeiros,brito,guimaraes,matos,mattos,coelho,leite,fonseca,macedo,duarte,\
         tavares,xavier,bezerra,peixoto,siqueira,pires,aguiar,sales,salles,sampaio,magalhaes,figueiredo,vasconcelos,\
         conceicao,cruz,franco,torres,viana,vianna,amaral,braga,maciel,menezes,meneses,neves,queiroz,pacheco,pinheiro,\
         paiva,camargo,bueno,leal,lobo,furtado,dantas,domingues,diniz,esteves,evangelista,falcao,fagundes,feitosa,ferraz,\
         fontes,fontoura,fraga,galvao,garcia,godoy,goes,guerra,gouveia,henriques,jesus,lacerda,leao,lemos,lins,luz,\
         maia,malta,meireles,mendonca,mesquita,modesto,mota,motta,muniz,naves,negreiros,novaes,padilha,paes,paz,paixao,\
         palma,parente,passos,patricio,penha,penteado,peres,perez,pessoa,pimenta,pimentel,porto,prado,prates,quaresma,\
         quintanilha,rangel,rego,rios,rosa,rosario,sa,sabino,saldanha,salgado,saraiva,seixas,serra,serrano,severo,\
         simoes,soriano,tavora,teles,telles,toledo,trindade,valadares,vale,valente,valenca,vargas,vaz,veiga,veloso,velloso,\
         ventura,veras,vidal,vilela,villela,zanetti,yamamoto,nakamura,tanaka,suzuki,sato,kobayashi,takahashi,watanabe,\
         schneider,schmidt,muller,hoffmann,weber,becker,kruger,rossi,ferrari,bianchi,romano,ricci,conti,costa filho,\
         haddad,khoury,kowalski,nowak,brandao,bittencourt,albuquerque,alencar,assuncao,avila,bastos,bandeira,barreto,\
         barroso,belem,benites,bernardes,bonfim,botelho,brandao,brasil,bras,cabral,caldas,calixto,camara,canto,\
         carneiro,castilho,chagas costa,chaves,cordeiro,coutinho,couto,custodio,damasceno,delgado,drummond,dutra,\
         espindola,espirito santo,estrela,farina,felisberto,figueira,filgueiras,francisco,frota,gama,gentil,gusmao,\
         holanda,honorato,jardim,junqueira,justino,ladeira,lage,lara,laranjeira,linhares,lira,lisboa,loureiro,luna,\
         madeira,maranhao,marinho,mariano,marins,mourao,nobre,nobrega,noronha,ornelas,osorio,pecanha,pedrosa,pedroso,\
         pena,penna,pontes,portela,portugal,proenca,quadros,queiros,rabelo,ramalho,raposo,rebelo,reboucas,ribas,\
         rolim,roque,sacramento,salazar,salomao,sant,anna,sarmento,sena,senna,sepulveda,sobral,sobrinho,souto,tinoco,\
         travassos,uchoa,vasques,vilar,vital,zanotto,junior,neto,filho,jr",
    ),
];
