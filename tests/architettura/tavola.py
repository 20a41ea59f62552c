"""Every address, the methods it answers and who may open it. Reviewed by eye, not derived from the code.

A assistente sociale · O operatore ETS · C contabile ETS · K coordinatore ETS · F funzionario dell'Unione
B Cabina di Regia · R revisore · T amministratore tecnico. A new address must be written here or the suite fails.
"""

from valdera_housing.choices import Ruolo

SIGLE = dict(zip("AOCKFBRT", Ruolo.values, strict=True))

TAVOLA = """
scrivania                                         GET       tutti
account_login                                     GET,POST  pubblica
account_inactive                                  GET,POST  pubblica
account_logout                                    GET,POST  pubblica
account_change_password                           GET,POST  tutti
account_reset_password                            GET,POST  pubblica
account_reset_password_done                       GET,POST  pubblica
account_reset_password_from_key_done              GET,POST  pubblica
account_reset_password_from_key                   GET,POST  pubblica
persona_elenco                                    GET       AOK
persona_esporta                                   GET       AOK
persona_nuova                                     GET,POST  AOK
persona_scheda                                    GET       AOK
persona_modifica                                  GET,POST  AOK
persona_apri_nucleo                               POST      AOK
nucleo_elenco                                     GET       AOK
nucleo_esporta                                    GET       AOK
nucleo_scheda                                     GET       AOK
nucleo_aggiungi_componente                        GET,POST  AOK
nucleo_togli_componente                           GET,POST  AOK
nucleo_prendi_in_carico                           GET,POST  AOK
nucleo_nome                                       GET,POST  F
nucleo_storia                                     GET       AOK
caso_apri                                         GET,POST  AOK
caso_assegna                                      GET,POST  AOK
caso_invia                                        GET,POST  AOK
caso_chiudi                                       GET,POST  AOK
isee_nuovo                                        GET,POST  AOK
isee_modifica                                     GET,POST  AOK
comune_elenco                                     GET       KFRT
comune_esporta                                    GET       KFRT
comune_nuovo                                      GET,POST  T
comune_scheda                                     GET       KFRT
comune_modifica                                   GET,POST  T
ente_elenco                                       GET       KFRT
ente_esporta                                      GET       KFRT
ente_nuovo                                        GET,POST  T
ente_scheda                                       GET       KFRT
ente_modifica                                     GET,POST  T
convenzione_elenco                                GET       KFRT
convenzione_esporta                               GET       KFRT
convenzione_nuova                                 GET,POST  T
convenzione_scheda                                GET       KFRT
convenzione_modifica                              GET,POST  T
parametro_elenco                                  GET       KFRT
parametro_esporta                                 GET       KFRT
parametro_scheda                                  GET       KFRT
parametro_cambia                                  GET,POST  T
modello_lettera_elenco                            GET       OCKF
modello_lettera_scheda                            GET       OCKF
modello_lettera_prova                             GET       OCKF
modello_lettera_cambia                            GET,POST  KF
lettera_scarica                                   GET       AOCK
utente_elenco                                     GET       RT
utente_esporta                                    GET       RT
utente_nuovo                                      GET,POST  T
utente_scheda                                     GET       RT
utente_modifica                                   GET,POST  T
utente_manda_password                             POST      T
storia_registro                                   GET       R
storia_letture                                    GET       R
cerca                                             GET       AOCKFR
linea_elenco                                      GET       AOCKFBR
lavoro_scheda                                     GET       tutti
glossario                                         GET       tutti
galleria                                          GET       tutti
gestore:presentazione                             GET       AOCKFBR
gestore:alloggio_elenco                           GET       AOCKFR
gestore:alloggio_esporta                          GET       AOCKFR
gestore:alloggio_liberi                           GET       AOCKFR
gestore:alloggio_nuovo                            GET,POST  OK
gestore:alloggio_scheda                           GET       AOCKFR
gestore:alloggio_modifica                         GET,POST  OK
gestore:alloggio_storia                           GET       AOCKFR
gestore:alloggio_quote                            GET,POST  OK
gestore:alloggio_sopralluoga                      GET,POST  OK
gestore:alloggio_valuta                           GET,POST  OK
gestore:alloggio_tratta                           GET,POST  OK
gestore:alloggio_scarta                           GET,POST  OK
gestore:alloggio_rendi_disponibile                GET,POST  OK
gestore:alloggio_metti_in_manutenzione            GET,POST  OK
gestore:alloggio_avvia_rilascio                   GET,POST  K
gestore:alloggio_restituisci                      GET,POST  OK
gestore:fornitura_nuova                           GET,POST  OK
gestore:fornitura_modifica                        GET,POST  OK
gestore:file_alloggio_nuovo                       GET,POST  OK
gestore:file_alloggio_apri                        GET       AOCKFR
gestore:file_alloggio_elimina                     POST      OK
gestore:proprietario_elenco                       GET       OCKFR
gestore:proprietario_esporta                      GET       OCKFR
gestore:proprietario_nuovo                        GET,POST  OCK
gestore:proprietario_scheda                       GET       OCKFR
gestore:proprietario_modifica                     GET,POST  OCK
gestore:proprietario_storia                       GET       OCKFR
gestore:invio_elenco                              GET       AOK
gestore:invio_prendi                              POST      OK
gestore:candidatura_elenco                        GET       AOK
gestore:candidatura_esporta                       GET       AOK
gestore:candidatura_nuova                         GET,POST  OK
gestore:candidatura_confronta                     GET       AOK
gestore:candidatura_scheda                        GET       AOK
gestore:candidatura_storia                        GET       AOK
gestore:candidatura_modifica                      GET,POST  OK
gestore:candidatura_proponi                       GET,POST  OK
gestore:candidatura_accogli                       GET,POST  K
gestore:candidatura_respingi                      GET,POST  K
gestore:candidatura_ritira                        GET,POST  OK
gestore:criterio_elenco                           GET       AOCKFR
gestore:criterio_nuovo                            GET,POST  F
gestore:criterio_cambia                           GET,POST  F
gestore:criterio_togli                            GET,POST  F
gestore:locazione_elenco                          GET       AOCKFR
gestore:locazione_esporta                         GET       AOCKFR
gestore:locazione_nuova                           GET,POST  OCK
gestore:locazione_scheda                          GET       AOCKFR
gestore:locazione_storia                          GET       AOCKFR
gestore:locazione_file                            GET       AOCKFR
gestore:locazione_modifica                        GET,POST  OCK
gestore:locazione_autorizza_sublocazione          GET,POST  OCK
gestore:locazione_firma                           GET,POST  OCK
gestore:locazione_avvia                           GET,POST  OCK
gestore:locazione_annulla                         GET,POST  OCK
gestore:locazione_chiudi                          GET,POST  OCK
gestore:locazione_registra                        GET,POST  OCK
gestore:locazione_proroga                         GET,POST  OCK
gestore:locazione_rli_proroga                     GET,POST  OCK
gestore:locazione_disdici                         GET,POST  OCK
gestore:locazione_ritira_disdetta                 GET,POST  OCK
gestore:locazione_lettera_disdetta                GET       AOCKFR
gestore:locazione_proponi_istat                   GET,POST  OCK
gestore:istat_applica                             GET,POST  OCK
gestore:istat_rinuncia                            GET,POST  OCK
gestore:indice_foi_elenco                         GET       AOCKFR
gestore:indice_foi_esporta                        GET       AOCKFR
gestore:indice_foi_nuovo                          GET,POST  OCK
gestore:indice_foi_importa                        GET,POST  OCK
gestore:accordo_elenco                            GET       AOCKFR
gestore:accordo_esporta                           GET       AOCKFR
gestore:accordo_nuovo                             GET,POST  KF
gestore:accordo_scheda                            GET       AOCKFR
gestore:accordo_file                              GET       AOCKFR
gestore:accordo_modifica                          GET,POST  KF
gestore:sublocazione_elenco                       GET       AOCKFR
gestore:sublocazione_esporta                      GET       AOCKFR
gestore:sublocazione_nuova                        GET,POST  OK
gestore:sublocazione_scheda                       GET       AOCKFR
gestore:sublocazione_storia                       GET       OCK
gestore:sublocazione_modifica                     GET,POST  OCK
gestore:sublocazione_firma                        GET,POST  OCK
gestore:sublocazione_annulla                      GET,POST  OCK
gestore:sublocazione_consegna                     GET,POST  OK
gestore:sublocazione_riconsegna                   GET,POST  OK
gestore:sublocazione_crea_lettera                 GET,POST  OCK
gestore:sublocazione_registra                     GET,POST  OCK
gestore:sublocazione_proroga                      GET,POST  OCK
gestore:sublocazione_disdici                      GET,POST  OCK
gestore:sublocazione_ritira_disdetta              GET,POST  OCK
gestore:verbale_scheda                            GET       AOCKFR
gestore:verbale_firma                             GET,POST  OK
gestore:verbale_stampa                            POST      OK
gestore:verbale_firmato                           GET       OCK
gestore:verbale_foto                              GET       AOCKFR
gestore:verbale_elimina_foto                      POST      OK
gestore:manutenzione_elenco                       GET       AOCKFR
gestore:manutenzione_esporta                      GET       AOCKFR
gestore:manutenzione_nuova                        GET,POST  OK
gestore:manutenzione_scheda                       GET       AOCKFR
gestore:manutenzione_modifica                     GET,POST  OK
gestore:manutenzione_aggiungi_preventivo          GET,POST  OK
gestore:manutenzione_preventivo                   GET       AOCKFR
gestore:manutenzione_autorizza                    GET,POST  K
gestore:manutenzione_chiudi                       GET,POST  OCK
gestore:manutenzione_annulla                      GET,POST  OK
gestore:manutenzione_fattura                      GET       AOCKFR
gestore:indicatore_elenco                         GET       CKFBR
gestore:indicatore_scheda                         GET       CKFR
sportello:presentazione                           GET       AOCKFBR
fondo_garanzia:presentazione                      GET       AOCKFBR
formazione:presentazione                          GET       AOCKFBR
cohousing:presentazione                           GET       AOCKFBR
scadenza_elenco                                   GET       AOCKFR
scadenza_esporta                                  GET       AOCKFR
scadenza_scheda                                   GET       AOCKFR
scadenza_annulla                                  GET,POST  CK
partitario_contratto                              GET       AOCKFR
scadenza_aggiungi                                 GET,POST  CK
scadenza_conguaglia                               GET,POST  CK
incasso_elenco                                    GET       AOCKFR
incasso_esporta                                   GET       AOCKFR
incasso_nuovo                                     GET,POST  CK
incasso_scheda                                    GET       AOCKFR
incasso_imputa                                    GET,POST  CK
incasso_annulla                                   GET,POST  CK
incasso_ricevuta                                  GET       AOCK
incasso_crea_ricevuta                             POST      CK
imputazione_annulla                               POST      CK
conto_bancario_elenco                             GET       CKFR
conto_bancario_nuovo                              GET,POST  CK
estratto_conto_elenco                             GET       CKFR
estratto_conto_carica                             GET,POST  CK
estratto_conto_importa                            GET,POST  CK
estratto_conto_scheda                             GET       CKFR
estratto_conto_abbina_sicuri                      GET,POST  CK
movimento_elenco                                  GET       CKFR
movimento_esporta                                 GET       CK
movimento_scheda                                  GET       CKFR
movimento_abbina                                  GET,POST  CK
movimento_ignora                                  GET,POST  CK
movimento_riapri                                  POST      CK
gestore:scadenza_genera                           GET,POST  CK
rendicontazione:quadro                            GET       CKFBR
rendicontazione:quadro_esporta                    GET       CKFBR
rendicontazione:quadro_linea                      GET       CKFR
rendicontazione:documento_spesa_elenco            GET       CKFR
rendicontazione:documento_spesa_esporta           GET       CKFR
rendicontazione:documento_spesa_nuovo             GET,POST  CK
rendicontazione:documento_spesa_scheda            GET       CKFR
rendicontazione:documento_spesa_modifica          GET,POST  CK
rendicontazione:documento_spesa_elimina           GET,POST  CK
rendicontazione:documento_spesa_dividi            GET,POST  CK
rendicontazione:documento_spesa_fattura           GET       CKFR
rendicontazione:documento_spesa_storia            GET       CKFR
rendicontazione:costo_offerto_elenco              GET,POST  CK
rendicontazione:pagamento_nuovo                   GET,POST  CK
rendicontazione:pagamento_elimina                 POST      CK
rendicontazione:pagamento_prova                   GET       CKFR
rendicontazione:allegato_spesa_nuovo              GET,POST  CK
rendicontazione:allegato_spesa_file               GET       CKFR
rendicontazione:allegato_spesa_elimina            POST      CK
rendicontazione:spesa_modifica                    GET,POST  CK
rendicontazione:spesa_elimina                     POST      CK
rendicontazione:spesa_rinvia                      POST      CK
rendicontazione:importazione_nuova                GET,POST  CK
rendicontazione:importazione_scheda               GET       CK
rendicontazione:rendiconto_elenco                 GET       CKFBR
rendicontazione:rendiconto_scheda                 GET       CKFBR
rendicontazione:rendiconto_storia                 GET       CKFR
rendicontazione:rendiconto_presenta               GET,POST  CK
rendicontazione:rendiconto_rinvia_incomplete      POST      CK
rendicontazione:rendiconto_prendi_in_verifica     POST      F
rendicontazione:rendiconto_continua               GET       F
rendicontazione:rendiconto_chiedi_integrazioni    POST      F
rendicontazione:rendiconto_rispondi_integrazioni  POST      CK
rendicontazione:rendiconto_chiudi_verifica        GET,POST  F
rendicontazione:rendiconto_approva                GET,POST  F
rendicontazione:rendiconto_riapri                 GET,POST  F
rendicontazione:rendiconto_liquida                GET,POST  F
rendicontazione:spesa_elenco                      GET       CKFR
rendicontazione:spesa_esporta                     GET       CKFR
rendicontazione:spesa_ammetti_in_blocco           POST      F
rendicontazione:spesa_scheda                      GET       CKFR
rendicontazione:spesa_storia                      GET       CKFR
rendicontazione:spesa_integra                     GET,POST  CK
rendicontazione:spesa_rettifica                   GET,POST  CKF
rendicontazione:spesa_verifica                    GET       F
rendicontazione:spesa_ammetti                     POST      F
rendicontazione:spesa_ammetti_in_parte            GET,POST  F
rendicontazione:spesa_chiedi_integrazione         GET,POST  F
rendicontazione:spesa_non_ammettere               GET,POST  F
rendicontazione:spesa_rivedi                      POST      F
rendicontazione:relazione_elenco                  GET       CKFBR
rendicontazione:relazione_verifica                GET,POST  tutti
rendicontazione:relazione_scarica                 GET       CKFBR
rendicontazione:relazione_dati                    GET       CKFBR
rendicontazione:relazione_rifai                   POST      F
gestore:morosita_elenco                           GET       AOCKFR
gestore:morosita_esporta                          GET       AOCKFR
gestore:morosita_sollecita_in_blocco              POST      OCK
gestore:morosita_solleciti                        GET       OCK
gestore:morosita_scheda                           GET       AOCKFR
gestore:morosita_storia                           GET       AOCKFR
gestore:morosita_sollecita                        GET,POST  OCK
gestore:morosita_diffida                          GET,POST  OCK
gestore:morosita_annota_colloquio                 GET,POST  OCK
gestore:morosita_proponi_piano                    GET,POST  OCK
gestore:morosita_avvisa_servizio_sociale          GET,POST  OCK
gestore:morosita_invia_al_fondo                   GET,POST  OCK
gestore:morosita_affida_al_legale                 GET,POST  K
gestore:piano_scheda                              GET       AOCKFR
gestore:piano_firma                               GET,POST  OCK
gestore:piano_ritira                              GET,POST  OCK
gestore:piano_dichiara_decaduto                   GET,POST  OCK
# sportello: accesses

# sportello: agenda and appointments

# places, calendars, reminders

# cases and projects

# sportello: evictions

# sportello: measures and applications

# sportello: points and advice

# sportello: network and work
sportello:risorsa_elenco                          GET       AOKF
sportello:risorsa_esporta                         GET       AOKF
sportello:risorsa_mappa                           GET       AOKF
sportello:risorsa_nuova                           GET,POST  AOK
sportello:risorsa_scheda                          GET       AOKF
sportello:risorsa_modifica                        GET,POST  AOK
sportello:risorsa_conferma                        POST      AOK
sportello:risorsa_disattiva                       POST      AOK
sportello:risorsa_riattiva                        POST      AOK
sportello:impegno_elenco                          GET       AOK
sportello:impegno_esporta                         GET       AOK
sportello:impegno_nuovo                           GET,POST  AOK
sportello:impegno_modifica                        GET,POST  AOK
sportello:impegno_concludi                        GET,POST  AOK
sportello:tavolo_elenco                           GET       AOKF
sportello:tavolo_esporta                          GET       AOKF
sportello:tavolo_nuovo                            GET,POST  AOK
sportello:tavolo_scheda                           GET       AOKF
sportello:tavolo_modifica                         GET,POST  AOK
sportello:tavolo_allega_verbale                   GET,POST  AOK
sportello:tavolo_verbale                          GET       AOKF
sportello:opportunita_elenco                      GET       AOKF
sportello:opportunita_esporta                     GET       AOKF
sportello:opportunita_nuova                       GET,POST  AOK
sportello:opportunita_scheda                      GET       AOKF
sportello:opportunita_modifica                    GET,POST  AOK
sportello:percorso_elenco                         GET       AOK
sportello:percorso_esporta                        GET       AOK
sportello:percorso_nuovo                          GET,POST  AOK
sportello:percorso_scheda                         GET       AOK
sportello:percorso_modifica                       GET,POST  AOK
sportello:percorso_concludi                       GET,POST  AOK

# sportello: numbers
"""


def righe() -> dict[str, tuple[set[str], set[str] | None]]:
    """Address name → (methods, roles); roles None is public, all of them is «anyone signed in»."""
    lette = {}
    for riga in TAVOLA.splitlines():
        if not riga or riga.startswith("#"):
            continue
        nome, metodi, chi = riga.split()
        ruoli = None if chi == "pubblica" else set(Ruolo.values) if chi == "tutti" else {SIGLE[s] for s in chi}
        lette[nome] = (set(metodi.split(",")), ruoli)
    return lette
