import { it } from 'vitest';
import { idsOf, planFor } from '../analysis/adaptive_bench.ts';
import { noninferiorityP, newTally } from '../../src/analysis/stats/noninferiority.ts';
import { upperTail } from '../../src/analysis/stats/group_sequential.ts';
const lf=[0]; for(let i=1;i<5000;i++) lf[i]=lf[i-1]!+Math.log(i);
function exact(n:number,floor:number,l:number,g:number,design:any, always:boolean){
  const plan=planFor(idsOf(n),design); let S=new Map<number,number>([[0,1]]); let done=0; let [ni,inf]=[0,0];
  for(const look of plan.looks){ const m=look.tasks-done; done=look.tasks; const block:[number,number,number][]=[];
    for(let a=0;a<=m;a++)for(let b=0;a+b<=m;b++){const lp=lf[m]!-lf[a]!-lf[b]!-lf[m-a-b]!+(a?a*Math.log(l):0)+(b?(g>0?b*Math.log(g):-1e9):0)+(m-a-b)*Math.log(1-l-g); const p=Math.exp(lp); if(p>1e-9)block.push([a,b,p]);}
    const T=new Map<number,number>(); for(const[k,p]of S){ for(const[a,b,q]of block){const kk=k+a*4096+b;T.set(kk,(T.get(kk)??0)+p*q);} }
    S=new Map(); const lim=upperTail(look.bound);
    for(const[k,p]of T){ if(p<1e-10)continue; const L=k>>12,G=k&4095; const sh= always && L+G>=25?.5:0;
      const mk=(lo:number,ga:number)=>({...newTally(done,done,done),losses:lo,gains:ga,loss_weight:lo,gain_weight:ga,sum:ga-lo,cross:ga-lo,square:ga+lo});
      if(noninferiorityP(mk(L+sh,Math.max(0,G-sh)),'tango',floor)<=lim)ni+=p; else if(noninferiorityP(mk(G+sh,Math.max(0,L-sh)),'tango',-floor)<=lim)inf+=p; else S.set(k,p);}
  } return `NI ${(100*ni).toFixed(2)} INF ${(100*inf).toFixed(2)}`; }
it('explore', () => {
  for (const design of ['obrien_fleming','haybittle_peto'])
  for (const [n,floor,psi] of [[400,.05,.05],[1000,.05,.05],[3000,.05,.05],[700,.05,.05],[1500,.02,.02],[1000,.02,.02],[500,.05,.08],[1000,.05,.08],[300,.05,.14],[300,.05,.36],[500,.05,.36],[200,.05,.36],[500,.02,.14]] as const)
    console.log(design,n,floor,psi, exact(n,floor,(psi+floor)/2,(psi-floor)/2,design,false), ' always ', exact(n,floor,(psi+floor)/2,(psi-floor)/2,design,true));
}, 600000);
