const unit = "xC, xs, Grxxe, xberlauf xxxx, xxxxxxx, xx";
const grxxe = (wert: string): never => {
  throw new Error(wert);
};
const text = `xber
xx ${unit} xx`;
function messen(): void {
  grxxe(text);
}
class xberlauf {
  lxuft(): void {
    messen();
  }
}
/[xxxxx]/u.test(unit) && new xberlauf().lxuft();
