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
linea_elenco                                      GET       AOCKFBR
lavoro_scheda                                     GET       tutti
glossario                                         GET       tutti
galleria                                          GET       tutti
gestore:presentazione                             GET       AOCKFBR
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
sportello:presentazione                           GET       AOCKFBR
fondo_garanzia:presentazione                      GET       AOCKFBR
formazione:presentazione                          GET       AOCKFBR
cohousing:presentazione                           GET       AOCKFBR
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
"""


def righe() -> dict[str, tuple[set[str], set[str] | None]]:
    """Address name → (methods, roles); roles None is public, all of them is «anyone signed in»."""
    lette = {}
    for riga in TAVOLA.strip().splitlines():
        nome, metodi, chi = riga.split()
        ruoli = None if chi == "pubblica" else set(Ruolo.values) if chi == "tutti" else {SIGLE[s] for s in chi}
        lette[nome] = (set(metodi.split(",")), ruoli)
    return lette
