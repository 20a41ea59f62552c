"""How this line presents itself to the shell."""

from formazione import GLOSSARIO, PRESENTAZIONE
from formazione.queries.costi import costi_da_rendicontare
from formazione.queries.indicatori import indicatori
from formazione.queries.integrita import CONTROLLI
from formazione.queries.pannelli import pannelli_fascicolo
from formazione.queries.ricerca import cerca
from formazione.queries.scadenziario import SCADENZIARIO, che_aspettano
from formazione.queries.tavole import tavole
from formazione.workflow import ISCRIVONO, TENGONO, VEDONO
from valdera_housing.choices import CHI_SEGUE_PERSONE, LEGGONO_GLI_INDICATORI, Linea
from valdera_housing.linea import TUTTI_TRANNE_TECNICO, LineaServizio, VoceMenu

SERVIZIO = LineaServizio(
    nome=Linea.FOR.label,
    linea=Linea.FOR,
    presentazione=PRESENTAZIONE,
    url="formazione:presentazione",
    menu=(VoceMenu("Formazione", "formazione:presentazione", TUTTI_TRANNE_TECNICO, che_aspettano, posto=43),),
    sezioni=(
        VoceMenu("Eventi", "formazione:evento_elenco", VEDONO),
        VoceMenu("Sale", "formazione:sala_elenco", VEDONO),
        VoceMenu("Attestati", "formazione:attestato_elenco", ISCRIVONO),
        VoceMenu("Questionari", "formazione:questionario_elenco", VEDONO),
        VoceMenu("Campagne", "formazione:campagna_elenco", VEDONO),
        VoceMenu("Contenuti", "formazione:contenuto_elenco", VEDONO),
        VoceMenu("Newsletter", "formazione:newsletter_elenco", VEDONO),
        VoceMenu("Contatti", "formazione:contatto_elenco", TENGONO),
        VoceMenu("Partner", "formazione:partner_elenco", VEDONO),
        VoceMenu("Spese", "formazione:costo_elenco", VEDONO),
        VoceMenu("Invii arrivati", "formazione:invio_elenco", CHI_SEGUE_PERSONE),
        VoceMenu("Indicatori", "formazione:indicatore_elenco", LEGGONO_GLI_INDICATORI),
    ),
    pubbliche=(
        VoceMenu("Incontri e corsi", "formazione:pubblica_elenco", ()),
        VoceMenu("Verifica un attestato", "formazione:attestato_verifica", ()),
        VoceMenu("Newsletter", "formazione:pubblica_newsletter", ()),
    ),
    scadenziario=SCADENZIARIO,
    pannelli_fascicolo=pannelli_fascicolo,
    cerca=cerca,
    indicatori=indicatori,
    tavole=tavole,
    costi_da_rendicontare=costi_da_rendicontare,
    controlli=CONTROLLI,
    glossario=GLOSSARIO,
)
