//! Words that announce what comes next.

use super::{
    entry::{Entry, Role},
    table::Group,
};

/// Cues of identifiers and dates.
pub const CUES: &[Group] = &[
    (Entry::role(Role::CpfCue), "cpf,cpfs,cic,c p f,cadastro de pessoa fisica,cadastro de pessoas fisicas"),
    (Entry::role(Role::CnpjCue), "cnpj,c n p j,cgc"),
    (
        Entry::role(Role::CnsCue),
        "cns,c n s,cartao sus,cartao do sus,cartao nacional de saude,cartao nacional do sus,carteira sus,numero do sus",
    ),
    (
        Entry::role(Role::RgCue),
        "rg,r g,rne,identidade,carteira de identidade,cedula de identidade,registro geral,cin,documento de identidade",
    ),
    (
        Entry::role(Role::PhoneCue),
        "tel,tels,telefone,telefones,fone,fones,cel,celular,celulares,whatsapp,whats,zap,wpp,contato,contatos,phone,\
         mobile,ligar,ligue,liguem,recado,recados,fax,telefone celular,fixo,telecom",
    ),
    (Entry::role(Role::CepCue), "cep,codigo postal,postal code,postalcode,zip,c e p"),
    (
        Entry::role(Role::BirthCue),
        "dn,d n,nasc,nascimento,data nascimento,data de nascimento,data do nascimento,data nasc,data de nasc,dt nasc,\
         dt nascimento,dt de nascimento,dt nasc,nascido,nascida,nascido em,nascida em,nascidos,nasceu,nasci,nata,nato,\
         aniversario,birthdate,birth date,birthday,dob,date of birth",
    ),
    (
        Entry::role(Role::PlanCue),
        "carteirinha,carteirinhas,carteira do plano,carteira do convenio,carteira,cart,numero da carteira,\
         numero da carteirinha,matricula,matr,matricula do beneficiario,plano,plano de saude,plano saude,convenio,conv,\
         beneficiario,beneficiaria,cartao do plano,cartao do convenio,cartao de beneficiario,ans,registro ans,unimed,\
         numero do beneficiario,codigo do beneficiario,cod beneficiario,cartao",
    ),
    (
        Entry::role(Role::RecordCue),
        "prontuario,pront,numero do prontuario,n prontuario,num prontuario,registro hospitalar,reg hospitalar,rgh,mrn,\
         matricula hospitalar,registro do paciente,registro,reg,same,numero de registro",
    ),
    (
        Entry::role(Role::OtherCue),
        "pedido,pedidos,protocolo,protocolos,guia,guias,requisicao,lote,lotes,nf,nfe,nota fiscal,nota,atendimento,\
         numero do atendimento,etiqueta,codigo,codigo de barras,cod,barras,amostra,amostras,senha,senhas,processo,os,\
         ordem,ordem de servico,serie,numero de serie,accession,accession number,cnes,anvisa,registro anvisa,autorizacao,senha de autorizacao,ficha,leito,\
         quarto,sala,bolsa,sac,beneficio,conta,agencia,linha digitavel,boleto,cartao de credito,chave,\
         numero do pedido,lacre,patrimonio,ramal,validade,val,versao,portaria,lei,resolucao,artigo,norma,isbn,\
         registro no ministerio,valor,preco,total,procedimento,tuss,cbhpm,loinc,tiss,guia tiss,exame,\
         material,protese,implante,andar,placa,veiculo,registro profissional",
    ),
    (
        Entry::role(Role::CouncilCue),
        "crm,coren,cro,crf,crefito,crp,crn,crmv,cremesp,cremerj,cremers,cremeb,cremec,crmpr,crmmg,crmrs,crmsp,crmrj,rqe,\
         registro crm,registro coren,registro do crm,conselho regional",
    ),
    (
        Entry::role(Role::CodeCue),
        "code,cid,cid 10,cid10,cids,icd,icd10,icd 10,cid principal,cid secundario,i10c",
    ),
    (
        Entry::role(Role::AddressCue),
        "endereco,end,logradouro,residente,reside,residindo,mora,morador,moradora,residencia,domiciliado,domiciliada,\
         domicilio,address",
    ),
    (
        Entry::role(Role::EthnicityCue),
        "raca,raca cor,cor raca,etnia,cor da pele,autodeclara,autodeclarado,autodeclarada,declara,povo,cor,\
         de origem,grupo etnico,ethnicity,race",
    ),
    (Entry::role(Role::ReligionCue), "religiao,credo,crenca,professa,fe,culto,religion,religioso,religiosa"),
    (
        Entry::role(Role::SexualCue),
        "orientacao sexual,orientacao,identidade de genero,sexualidade,vida sexual,comportamento sexual",
    ),
];

/// Cues of names and addresses.
pub const PEOPLE: &[Group] = &[
    (
        Entry::role(Role::PersonCue),
        "paciente,pacientes,pcte,pct,pte,pac,cliente,nome,nome completo,nome social,nome do paciente,nome da paciente,\
         nome paciente,nome da mae,nome mae,nome do pai,nome pai,filiacao,genitora,genitor,responsavel,acompanhante,\
         solicitante,medico,medica,medico assistente,medico solicitante,medico responsavel,cirurgiao,cirurgia,auxiliar,\
         aux,1 aux,2 aux,anestesista,instrumentadora,instrumentador,enfermeira,enfermeiro,tecnica,tecnico,assinado por,\
         assinado,assina,medico plantonista,interprete,titular,segurado,segurada,mae,pai,usuario,usuaria,beneficiario nome,\
         identificacao,profissional,prescritor,cuidador,cuidadora,chama,chamo,chamado,chamada,name,patient,\
         nome do responsavel,contato familiar,trazido por,trazida por,acompanhado por,acompanhada por,\
         avaliado por,avaliada por,atendido por,atendida por,from,de ordem de,nome do titular,interessado,requerente,\
         meu nome,mother name,father name,father,mother,full name,asserter,subject,performer,author,\
         practitioner,requester,recorder,participant",
    ),
    (
        Entry::role(Role::Title),
        "dr,dra,sr,sra,srta,dona,seu,prof,profa,prof dr,profa dra,enf,doutor,doutora,senhor,senhora,sr a,dr a,tec enf,\
         drs,dras,srs,enfa,bel,dom",
    ),
    (
        Entry::role(Role::Relation),
        "filho,filha,filho de,filha de,filhos de,filho da,filha da,esposa,esposo,marido,mulher,conjuge,companheiro,\
         companheira,irma,irmao,avo,tio,tia,sobrinho,sobrinha,neta,primo,prima,vizinha,vizinho,cunhada,cunhado,\
         namorado,namorada,sogra,sogro,genro,nora,madrasta,padrasto,tutora,tutor,rn de,menor,noiva,noivo,amiga,amigo,obrigado,obrigada,atenciosamente,att,abs,abracos,\
         grato,grata,cordialmente,bom dia,boa tarde,boa noite,oi,ola,caro,cara,prezado,prezada,senhorita",
    ),
    (
        Entry::role(Role::Street),
        "rua,r,avenida,av,travessa,alameda,rodovia,praca,estrada,largo,viela,ladeira,trav,rod",
    ),
    (Entry::role(Role::Particle), "da,de,do,das,dos,e,d,di,del,von,van,la"),
    (
        Entry::role(Role::Place),
        "hospital,hosp,clinica,laboratorio,lab,ubs,upa,caps,instituto,universidade,faculdade,escola,colegio,maternidade,\
         fundacao,posto,centro,unidade,santa,santo,sao,santa casa,vila,jardim,jd,bairro,cidade,cidade uf,municipio uf,naturalidade,procedencia,parque,condominio,edificio,\
         ed,banco,conjunto,residencial,fazenda,sitio,aldeia,municipio,igreja,paroquia,associacao,sociedade,empresa,\
         ambulatorio,policlinica,central,aeroporto,shopping,farmacia,drogaria,loja,sede,sindicato,secretaria,\
         prefeitura,ministerio,porto,praia,serra,lagoa,ponte,ilha,monte,pontificia,convento,creche,lar,abrigo,\
         presidente,governador,presidio,penitenciaria,comarca,estadio,nossa senhora,rio,campo,campos,belo,nova,novo,\
         usina,barra,cabo,pedra,passo,setor,banco de sangue,universitario,hemocentro,sinal,manobra,escala,score,\
         teste,classificacao,triade,reflexo,sonda,pinca,cateter,incisao,fio,dreno,escore,criterios,criterio,\
         regua,posicao,tempo,operacao,fratura,protocolo de,metodo,coloracao,via de,agente,bacilo,virus,medicamento,\
         comprimido,xarope,estado,regiao,distrito,povoado",
    ),
    (
        Entry::role(Role::Stop),
        "idade,sexo,data,dt,anos,ano,meses,dias,dia,hora,horas,alergia,alergias,diagnostico,diagnosticos,hipotese,conduta,\
         queixa,exame fisico,hd,hda,hpp,qp,ap,cd,s,o,com,em,que,foi,tem,ele,ela,veio,refere,relata,nega,mantem,evolui,\
         apresenta,apresentando,portador,portadora,inscrito,inscrita,encontra,esta,autoriza,aceitou,recusou,ao,a,na,no,nas,\
         nos,para,por,pela,pelo,sem,sob,se,ser,sim,nao,uma,um,as,os dados,orientado,orientada,consciente,internado,\
         internada,admitido,admitida,atendido,atendida,encaminhado,encaminhada,trazido,trazida,submetido,submetida,\
         procedente,natural,solteiro,solteira,casado,casada,viuvo,viuva,divorciado,divorciada,aposentado,aposentada,\
         masculino,feminino,m,f,masc,fem,ciente,plantonista,identificado,identificada,definir,ignorada,ignorado,ausente,\
         desconhecido,desconhecida,informado,informada,particular,estavel,\
         acordado,acordada,calmo,calma,sedado,eupneico,eupneica,corado,febril,afebril,lucido,lucida,segue,retorna,\
         retorno,solicito,solicita,peso,altura,procura,deu,email,e mail,mail,obs,observacao,nacionalidade,\
         uf,municipio de,ocupacao,profissao,escolaridade,estado civil,motivo,resultado,resultados,resumo,internacao,alta,\
         coleta,liberacao,impressao,evolucao,prescricao,receituario,relatorio,atestado,sumario,declaracao,assinatura,\
         carimbo,hemograma,glicose,historia,historico,antecedentes,plantao,setor de,enfermaria,ala,bloco,uti,ps,pa,cc,\
         pos,pre,boa,bom,tarde,noite,favor,prezados,assunto,\
         para uso,uso,tomar,ou,mas,como,quando,onde,porque,ja,hoje,ontem,amanha,agora,cada,qual,quem,meu,\
         minha,sua,dele,dela,este,esta,esse,essa,isso,aquele,telefona,falar,disse,informa,informou,compareceu,\
         chegou,recebe,recebeu,realizou,realizado,realizada,iniciou,permanece,aguarda,dorme,deambula,nenhum,nenhuma,\
         todos,novo atendimento,civil,documento,documentos,numero,num,n,assistente,social,completo,outro,outra,\
         residem,demais,dados,destino,inicio,termino,ato,material biologico,nda,nd,ni,adm,admissao,\
         prof saude,observacoes,dum,gesta,via,desde,ate,apos,antes,durante,sobre,entre,contra,mediante,conforme,segundo,\
         necessita,esteve,estava,estao,comigo,consigo,juntamente,junto,bem,mal,muito,pouco,mais,menos,tambem,\
         digitado,fim,ciencia,emissao,impresso,pagina,folha,versao de,conv saude,oficio,ref,assistencial",
    ),
];
