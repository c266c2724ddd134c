//! Dates, and what begins and ends on them.

use super::classes;

classes! {
    /// Days in the order of the week.
    WEEKDAYS = [mandag tirsdag onsdag torsdag fredag lørdag søndag];

    /// Words between a weekday or a colon and its date.
    THE_DAY = [den d];

    /// Starts of words for the start of something that lasts.
    BEGINNINGS = [
        født valgt siden start begyndte etabler ansat stift oprett grundlagt indført åbn tiltråd trådte lancer
    ];

    /// Starts of words for what lasts from one date to the other. Without them the dates may be an old one and a new one:
    /// »rykket fra … til …«.
    LASTS = [period løb løber forløb vare gæld gjaldt dæk omfatt kør afhold holdt åb luk fere ansat];

    /// Starts of words for what comes first.
    FIRST = [
        bestil sendt udsend begynd start påbegynd åbn modtag henvis anmeld indlagt indlæg opret indgiv rekvir invit
        indkald nedsat igangs indled
    ];

    /// Starts of words for what comes last.
    LAST = [aflever afslut slut luk besvar afgjort afgør udskrev evaluer fuldfør ophør færdig returner nedlagt løber];
}
