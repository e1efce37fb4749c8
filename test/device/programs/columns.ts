const unit = "°C, µs, Größe, Überlauf 🚀🚀, ÄÖÜäöüß, 中文";
const größe = (wert: string): never => {
  throw new Error(wert);
};
const text = `über
🚀 ${unit} 🚀`;
function messen(): void {
  größe(text);
}
class Überlauf {
  läuft(): void {
    messen();
  }
}
/[äöü🚀]/u.test(unit) && new Überlauf().läuft();
